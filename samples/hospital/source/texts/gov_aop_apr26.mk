= Algorithm Oversight Panel
Minutes of 17/04/2026, held by video from 12:00 to 13:15.

Dr Niamh Kehoe presided in place of Dr Whyte, who had asked to be excused (Medical Council hearing). She was joined by R. Lawlor, O. Adeyemi, A. Scanlon, B. Tuohy, P. Doolin and, for Analytics, M. Wójcik in place of E. Halpin. T. Breathnach was absent without word. Note-taker: Shauna Kilbride, quality office.

## How the items went
| # | Subject | What was said | Outcome |
| 1 | Tide drift | Mean error 9.1 beds in March, above the trigger of 8.0 for the second month. Winter ward moves not in the training data. | Panel gave the nod to retraining on data up to March 2026. M. Wójcik, by 31 May 2026. |
| 2 | Tide impact assessment | B. Tuohy: workshops held on 25 March and 9 April, draft half written. | Panel to see it on 12 June 2026. Board date of 30 June stands. |
| 3 | Scáthán upgrade | Version 4.2.3 to go in on 28 April. Test set first, then one week side by side. | Endorsed. O. Adeyemi reports on 12 June. |
| 4 | AI policy v2.0 | Draft 0.3 read through. Overrides at weekends unclear; cost of 24-month logs unknown. | Not ready. Back on 12 June 2026, so the Board of 22 June is at risk. |
| 5 | ClinNote | No data protection impact assessment. Recordings go to a server outside the EEA. | Refused. |
| 6 | CT head | Deferred by the Board on 23 March. Bias test still planned. | Noted. |

## Any other business
P. Doolin asked how many patients had written about algorithms this year. A. Scanlon: three letters since January, all answered within the ten days.

B. Tuohy asked who else could answer for Tide when she is on leave. Nobody had an answer.

Actions carried: bias test for CT head (Adeyemi, 30/09/2026); leaflet (Kilbride with Doolin, 31/07/2026).
