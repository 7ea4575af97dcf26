>c **DODDER VALLEY HOSPITALS TRUST – AN BORD**
>c Minutes of the 142nd meeting, Monday 24 November 2025, 16:00, Boardroom, St Gobnait's Hospital

| Member | Capacity | Here | Leithscéal (apology) |
| Colm Prendergast | Chairperson | ✓ | |
| Dr Imelda Roche | Non-executive | ✓ | |
| Hugh Mannion | Non-executive; Chair, Audit and Risk Committee | ✓ | |
| Attracta Gilmartin | Non-executive | | ✓ |
| Fionnuala Devaney | Chief Executive Officer | ✓ | |
| Dr Lorcan Whyte | Medical Director | ✓ | |
| Deirdre Quigley | Director of Finance | ✓ | |
| Concepta Neary | Director of Nursing | | ✓ |

Also there for items 5 and 6: Diarmuid Kehoe (Chief Digital Officer), Saoirse Ní Bhriain (Chief Information Security Officer). Secretary: Róisín Tallon.

**142.1 Minutes of the last meeting.** The minutes of 29 September 2025 were taken as read and signed.

**142.2 Chief Executive's report.** Ms Devaney went through trolley numbers, the winter plan and the visit of the Minister. The new endoscopy suite is eleven days late because of a lift motor. The Board sent its thanks to the catering staff after the burst main on 2 November.

**142.3 Finance.** Ms Quigley reported a deficit of €1.9 million to the end of October, mostly agency nursing. A recovery plan will come in January. The multi-storey car park tender stays with the sub-committee.

**142.4 Quality and safety.** Falls are down 8% on the year. The Board asked for the stroke figures by site.

**142.5 Information Security Policy, version 3.0.** Ms Ní Bhriain presented the policy and was welcomed to her first Board meeting since taking up office on 13 October. Mr Mannion asked why the copy on the intranet was already marked as in effect. Ms Devaney said that she had signed it early in the month so that winter agency staff would be covered, and that the Board's approval was needed all the same. **Resolved (25/64): that version 3.0 of the Information Security Policy be approved.** Proposed by Dr Roche, seconded by Mr Mannion. Carried without a vote against.

**142.6 Objectives for 2026.** The Board endorsed the eight information security and AI objectives for 2026 as circulated. Dr Roche remarked that "earning public trust" would be hard to measure and asked that somebody try.

**142.7 Risk appetite.** Resolved (25/65): low appetite for risks to patient safety from algorithms; moderate appetite for risks in planning and logistics.

**142.8 Any other business.** The Christmas carol service is on 17 December.

Next meeting: 26 January 2026.

>r Signed: C. Prendergast, 26/01/2026
