>b Oifig an Stiúrthóra Airgeadais – Office of the Director of Finance
{plain}
| Date | 6 November 2025 |
| To | Dr Lorcan Whyte, Medical Director |
| Cc | Fionnuala Devaney; Diarmuid Kehoe; Kevin Tuohy |
| Re | AI assurance, budget year 2026 |

Lorcan,

I went through the ask that the Executive agreed in principle on 14 October. I can stand over **€148,500** and not the €164,000; the difference is the second monitoring licence, which Eoin tells me can wait for 2027. The money is on cost centre 4417 and may be drawn from 2 January 2026.

| Line | What for | € |
| 1 | Bias testing (Scáthán, chest and CT head) | 42,000 |
| 2 | Monitoring software, one licence | 38,500 |
| 3 | Training of users and of the Panel | 23,000 |
| 4 | Independent validation of CT head | 45,000 |
| | Total | 148,500 |

Two conditions. Line 4 is released only when the Board has agreed to CT head. Nothing may be moved from line 1.

Approved.

>r Deirdre Quigley
>r Director of Finance
