>r **DRAFT 0.3 of version 2.0 – not for use**
>r 8 April 2026
= Use of Algorithms and AI in Care (AI-POL-01)

>i Drafting note (A. Scanlon): redrafted after the June 2025 Panel and the January management review. New or altered passages are marked NEW. Version 1.1 stays in force until the Board has approved this one.

{plain}
| Proposed owner: Medical Director | Proposed approver: the Board |
| Drafted by: Aoife Scanlon, Eoin Halpin | Hoped-for Board date: 22 June 2026 |

## 1 to 4
As version 1.1, save that section 4 now says in terms: "An impact assessment must be finished, not merely begun, before go-live. This holds for what we build ourselves too."

## 5 Human oversight (NEW)
Every algorithm has a person on shift who may set its output aside without asking leave. That person is named in the operating procedure. Overrides are counted and reported.

## 6 Fairness testing (NEW)
Bias tests are run at acceptance and every twelve months after that, by sex, by age band (under 40, 40–64, 65–79, 80 and over) and by site. A gap of more than 4 percentage points between groups goes to the Panel.

## 7 Records (NEW)
Event logs are kept for 24 months. [Eoin: storage cost? was 18]

## 8 Generative tools (NEW)
Note-taking and drafting tools are algorithms under this policy. None is used with patients present until the Panel has agreed to it.

## 9 Concerns, leadership, links
As version 1.1.

## Still open
- who counts as "on shift" for Tide at weekends
- whether switchboard routing (Cúnamh) needs a full assessment or a short one
- wording for patients' leaflet: Peg Doolin has offered to read it
