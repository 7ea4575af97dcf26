>c **Algorithm Oversight Panel – Minutes**
>c Friday 5 December 2025, 12:30, Seminar Room 1, St Gobnait's Hospital

| Name | Role on the Panel | P/A |
| Dr Lorcan Whyte | Chair | P |
| Dr Niamh Kehoe | Radiology | P |
| Dr Ruairí Lawlor | Clinical safety | P |
| Dr Oluwaseun Adeyemi | Medical Physics | P |
| Eoin Halpin | Analytics | P |
| Aoife Scanlon | Data protection | A |
| Bernie Tuohy | Nursing and patient flow | P |
| Tomás Breathnach | Staff side | P |
| Peg Doolin | Patients | P |

Quorum: yes (8 of 9). Minutes: Magda Wójcik.

**1. Declarations.** Dr Lawlor gave a paid talk at a Radiolux users' day in Tampere in October. He stayed but said that he would vote last.

**2. Scáthán, quarter 3.** Sensitivity for pneumothorax 93.4% over the quarter. Portable films 88 to 89%, the weak spot that was foreseen in April. The August stoppage was taken as read; the Panel thanked the night radiographers.

**3. Extension of Scáthán to CT head.** Dr Kehoe asked the Panel to agree to CT head triage (bleeds) from spring. Discussion: Mr Breathnach feared that radiographers would carry the blame for late scans; Ms Doolin asked that patients be told first. **Vote: 5 in favour, 2 against, 1 abstention (Ms Tuohy). Carried.** Against: Mr Breathnach, Ms Doolin. Conditions:
- a bias test by sex and age before go-live (Dr Adeyemi; money is in the 2026 assurance budget);
- at least 90% of CT radiographers trained;
- a leaflet for patients, read by Ms Doolin beforehand.

**4. Tide.** The impact assessment asked for in June has not come. Mr Halpin apologised: two people had left. The Panel noted it with concern. Ms Tuohy will take over as person answerable in the new year.

**5. AI policy.** Ms Scanlon sent word that the revision has slipped to the spring.

**6. Requests.** A maker of a consultation note-taker (ClinNote) has offered a free pilot in outpatients. To come back with a data protection impact assessment.

Next meeting: 20 February 2026 (later put off to April because of the influenza surge).
