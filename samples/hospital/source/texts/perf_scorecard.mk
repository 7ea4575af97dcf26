= ICT quarterly scorecard – Q1 2026
>s For the Executive Management Team, 13 April 2026. Made from the service desk and security tools by Diarmuid Kehoe's office.

| Measure | Goal | Q4 2025 | Q1 2026 | Way it is going | Remark |
| Service desk calls answered in 60 s | 85% | 83% | 86% | up | two new starters |
| EPR availability | 99.9% | 99.93% | 99.91% | level | one planned stop |
| Phishing exercise: clicked | under 5% | 7.7% | 8.1% | worse | January and March together, repeat clickers counted each time |
| Critical patches in 14 days | 95% | 89% | 91% | better | radiology consoles lag |
| Leavers' accounts off same day | 98% | 94% | 96.1% | better | agency leavers told late |
| Restore tests passed (year to date) | 4 | 2 | 1 | – | next in June |
| Scáthán feed, minutes down in the quarter | under 60 | 12 | 35 | worse | line fault 14 January |
| Laptops encrypted | 100% | 99.6% | 99.8% | better | five in a cupboard in Glenasmole |
| Pages printed per head | 300 | 341 | 329 | better | |

## Remarks
The desk had its best quarter since 2021. The phishing figure is not where we want it, and no money or person has been put against it since the sessions in outpatients last autumn. The laptops in the cupboard are being charged.

## Coming
- New web filter from June 2026
- Telephone change at Glenasmole, 8 June 2026
- EPR upgrade, first weekend of October
