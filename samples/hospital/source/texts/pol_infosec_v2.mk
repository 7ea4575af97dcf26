= Information Security Policy

{kv}
| Document no. | ISMS-POL-01 |
| Version | 2.0 |
| Policy owner | Chief Information Security Officer (Diarmuid Kehoe) |
| Approved by | Executive Management Team |
| Date of approval | 09/12/2024 |
| In force from | 06/01/2025 |
| To be reviewed by | 31/12/2025 |
| Classification | Internal |

# 1. Why we have this policy
Dodder Valley Hospitals Trust ("the Trust") looks after the records of some 310,000 people across St Gobnait's Hospital and Glenasmole Hospital. Those records must be private, right, and there when a clinician needs them. This policy sets out what the Trust expects of everyone who handles information.

# 2. Who it covers
All employees, agency staff, students on placement, volunteers and contractors who use Trust systems, on either site or from home.

# 3. What we expect
3.1 Passwords have at least 10 characters and are never shared.
3.2 Anyone who sees or suspects a security incident tells the ICT Service Desk within 24 hours.
3.3 Trust information is not kept on personal devices.
3.4 Paper charts do not leave the building without the Health Records Manager's leave.
3.5 Screens are locked when unattended. Ward PCs lock by themselves after 15 minutes.

# 4. Who does what
The Executive Management Team approves this policy and sees that there is money and people for it. The Chief Information Security Officer runs the information security management system day to day. Line managers see that their people do the yearly training. The Information Security Steering Group meets at least four times a year and carries out a management review once a year.

# 5. Exceptions
Exceptions are asked for in writing and are accepted or refused by the risk method (see the Risk Manager).

# 6. Breaches
A breach of this policy may be dealt with under the disciplinary procedure.
