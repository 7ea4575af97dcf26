= Internal audit report IA-2025-07
### Information security and AI management: how it works in practice

**Fieldwork:** 13 October to 14 November 2025  **Issued:** 1 December 2025
**Auditors:** Malachy Greaney (Head of Internal Audit); Lydia Kinsella (co-sourced, Burrow & Fitch)
**Sponsor:** Audit and Risk Committee
**Against:** ISO/IEC 27001:2022 and, for the first time, ISO/IEC 42001:2023
**Overall opinion:** Reasonable for information security; limited for AI

## 1. Where we looked
Clauses 4 to 10 of both standards; access, suppliers, incidents and backups from Annex A; the impact assessment, data, monitoring and user information parts of the AI annex. We interviewed 26 people, read 84 records and sat with the flow office for a morning. We did not test the network.

Neither auditor has worked for the functions audited. Ms Kinsella advised Radiolux's Irish agent in 2021, which both sides were told.

## 2. What is good
The incident of 22 August was written up honestly. The acceptance test of Scáthán is the best that we have seen in a hospital of this size. Staff know where to ring.

## 3. Findings
{kv}
| NC-1 (major) | ISO/IEC 42001 clause 8.4 and control A.5.2 |
| What we saw | Tide has been used since September 2024 with no impact assessment, against section 4 of AI-POL-01. The Panel's date of 30 September 2025 passed with no follow-up. |
| Effect | Nobody has asked who is harmed when the list is wrong |
| Owner agreed | Eoin Halpin, then Bernie Tuohy |
| Answer by | 31 March 2026 |

{kv}
| NC-2 (minor) | ISO/IEC 27001 control A.5.18 |
| What we saw | PACS access rights were last reviewed in March 2025. The standard says every quarter. 31 leavers still had a PACS account. |
| Owner agreed | Tadhg Rourke |
| Answer by | 28 February 2026 |

{kv}
| NC-3 (minor) | ISO/IEC 42001 clause 7.2 |
| What we saw | There is no record that the people in the flow office were trained to use Tide |
| Owner agreed | Orla Fennelly with Bernie Tuohy |
| Answer by | 30 June 2026 |

## 4. Opportunities for improvement
- OFI-1 Say on the intranet where the valid copy of a policy is; two were found in three places.
- OFI-2 Give each risk acceptance a review in the calendar.
- OFI-3 Bring restore tests forward; only two of four were done in 2025.
- OFI-4 Write down how the home-built models were chosen.

## 5. What management said
Dr Whyte accepts NC-1 without reservation. Mr Rourke accepts NC-2 and points out that the quarter that was missed had no CISO in it. Ms Fennelly accepts NC-3 and asks for a training system that is not a spreadsheet.

## 6. Next
A follow-up of NC-1 in June 2026. Supplier assurance is proposed for the third quarter of 2026.

>r M. Greaney   1 December 2025
