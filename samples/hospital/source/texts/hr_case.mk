>c **STRICTLY CONFIDENTIAL – People Directorate**
= Disciplinary outcome, case 2026-02

{plain}
| Employee | Cathal Brogan, clerical officer, Imaging bookings |
| Investigator | Orla Fennelly, Director of People |
| Decision maker | Concepta Neary, Director of Nursing |
| Hearing | 5 March 2026 |

**Allegation.** Between November 2025 and January 2026 the employee opened the imaging record of a neighbour on nine occasions with no reason connected with work.

**How it came to light.** The yearly PACS look-up report, asked for by the patient.

**Finding.** Proven on the log and admitted.

**Outcome.** Final written warning, to stay on file for 12 months from 12 March 2026. PACS rights taken away until retraining is done. Appeal: none made by the last day, 26 March 2026.

**Data protection.** The Data Protection Commission was notified on 9 February 2026. The patient was written to on 11 February 2026.
