>c **DODDER VALLEY HOSPITALS TRUST**
>c Iontaobhas Ospidéal Ghleann na Dothra
= Information Security Policy
>s ISMS-POL-01 · version 3.0 · replaces version 2.0

# Statement by the Chief Executive
Patients tell us things they tell nobody else. If we lose that confidence we lose our ability to care for them. I have signed this policy because I intend to be held to it, and I ask every colleague to do the same. The Trust commits itself to meet the requirements that apply to it, and to keep improving its information security management system.
>r Fionnuala Devaney, Chief Executive Officer

# Scope
Everything in the Trust's information security management system: both hospitals, the Kimmage records store, the Analytics Unit, and the services that suppliers run for us, the picture archive (PACS) and the triage and planning algorithms among them.

# The rules in short
- Passphrases have at least 14 characters; a second factor is used for all remote access and all privileged accounts.
- A suspected security incident is reported to the ICT Service Desk (ext. 4400) **within one hour** of being noticed.
- No patient information goes into a public AI tool or a personal account of any sort.
- Access is given for the job and taken away on the last day of work. Details are in the Access Control Standard (ISMS-STD-04).
- Shared log-ins are not allowed. Where one still exists, the ward manager has it on the hazard log.
- Suppliers who handle our information sign the security schedule before work starts.

# Duties
The Board sets the direction and the risk appetite. The Chief Executive is the executive sponsor of the information security management system. The Chief Information Security Officer, Saoirse Ní Bhriain, owns this policy, advises, and reports to the Executive Management Team each month. The ISMS Manager keeps the documents, the statement of applicability and the corrective actions. Everyone else: follow the rules above, do the yearly training, speak up.

# Objectives
Measurable objectives are set each calendar year, with a lead and a measure for each, and are looked at in the management review, which takes place at least once every twelve months.

# Exceptions
Only by a signed risk acceptance form, with an end date.

# Authority and history
| Issue | Date | What changed | Prepared by | Authorised by |
| 1.0 | 02/05/2022 | First issue | T. Rourke | EMT |
| 2.0 | 09/12/2024 | Rewritten for ISO/IEC 27001:2022 | D. Kehoe | EMT |
| 3.0 | 03/11/2025 | One-hour reporting; passphrases; AI tools; suppliers | P. Ó Síocháin | Fionnuala Devaney, CEO (signed 3 November 2025) |

{kv}
| Takes effect | 10 November 2025 |
| Next review | 3 November 2026 |
| Owner | Chief Information Security Officer |
| Signature | F. Devaney (signed on the original held by the ISMS Manager) |
