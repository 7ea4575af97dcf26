# Audit and Risk Committee
**Thursday, 19 February 2026 – 09:00 – by Teams**

Hugh Mannion took the chair. Dr Imelda Roche and the external member, Fergal Cassidy, were with him; Attracta Gilmartin was not able to come. Officers: Deirdre Quigley, Malachy Greaney, Siobhán Hanratty, Saoirse Ní Bhriain (back from leave), Diarmuid Kehoe for item 3, Róisín Tallon keeping the minutes.

### 1. Opening
The minutes of 20 November were corrected (page 3: "Naas" should read "Naul") and then agreed.

### 2. Accounts and fraud
Draft accounts are on course. One fraud report: a vending contractor, €640, recovered. The external auditor's fee was queried and will be queried again.

### 3. Internal audit report IA-2025-07
Mr Greaney presented it. Members were put out that an algorithm built in the house had been running since 2024 with no impact assessment, and that the Panel's date of September had gone by with nobody telling this Committee. Mr Kehoe said that the home-built models were not on anyone's radar until the register was made. The Committee **asked that** the Chief Digital Officer tell it in May what other models there are.

### 4. Hazard log
Ms Hanratty took members through the three risks at 15 or more: H-09 ransomware, H-14 chatbots, H-19 restores. Mr Cassidy picked out H-17, shared ward log-ins: the log says "live with it" and he could find no signed form. Ms Hanratty agreed that there was none. **The Committee asked for an acceptance form or a change of treatment by 30 April 2026** (S. Hanratty).

### 5. Waiting-list validation
Noted. The sample was too small.

### 6. Cyber insurance
The renewal questionnaire now asks about AI. Ms Quigley will fill it in with Ms Ní Bhriain. The premium for 2026 rises from €58,200 to €66,900.

### 7. Next meeting
21 May 2026, St Gobnait's, in person, with sandwiches.
