= Terms of reference: Algorithm Oversight Panel
Agreed by the Executive Management Team on 20 February 2025. First meeting: 6 March 2025.
# Why there is a Panel
So that one body, with clinicians, staff and patients on it, looks at every algorithm before and after it is let loose in the hospitals.
# Who sits on it
| Seat | Holder when agreed |
| Chair (Medical Director) | Dr Lorcan Whyte |
| Radiology | Dr Niamh Kehoe |
| Clinical safety lead | Dr Ruairí Lawlor |
| Medical Physics | Dr Oluwaseun Adeyemi |
| Analytics | Eoin Halpin |
| Data Protection Officer | Aoife Scanlon |
| Nursing and patient flow | Bernie Tuohy |
| Staff side | Tomás Breathnach |
| Patients | Peg Doolin |
# Quorum and votes
Five members, of whom one at least is a doctor and one is not employed by the Trust. Where agreement is not reached the chair calls a vote; a simple majority carries; the chair has a casting vote. If the chair is away the Clinical Director of Radiology presides, except on matters of Radiology, when Medical Physics does.
# What it may do
- agree to, refuse or stop the use of an algorithm;
- ask for tests, and see the raw results;
- require that patients or staff be told of a failure.
# What it may not do
Spend money, or accept a risk scored 15 or more.
# Reporting
To the Executive Management Team after each meeting; to the Board twice a year; to the Audit and Risk Committee when asked. It meets every quarter. These terms are looked at again every two years, next in February 2027.
