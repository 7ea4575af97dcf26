= Use of Algorithms and Artificial Intelligence in Care

# 1 Purpose
This policy says how the Trust chooses, tries, uses, watches and retires algorithms that help with care or with running the hospitals. It is the AI policy of the Trust for the purposes of ISO/IEC 42001.

# 2 Words
**Algorithm** here means software whose output was learned from data, whether bought or built at home. A spreadsheet with a sum in it is not an algorithm for this purpose. **Person answerable** means the named manager or clinician who answers for one algorithm. **The Panel** is the Algorithm Oversight Panel.

# 3 What we hold to
- A person decides. An algorithm may order a list or suggest; it does not diagnose, discharge or refuse care.
- We can say in plain words what each algorithm is for, and to whom it should not be applied.
- We test on our own patients before we rely on somebody else's figures.
- We look for people who are served less well: by age, sex, language, disability and site.
- Patients may ask, and are told, whether an algorithm was used.

# 4 Before use
No algorithm is put into use until an impact assessment has been recorded and the Panel has agreed to it. Impact assessment comes before the risk assessment and feeds it. Bought products need evidence of conformity and our own acceptance test, run by Medical Physics for imaging and by the Analytics Unit for everything else.

# 5 During use
Each algorithm has a monitoring plan with thresholds. The person answerable reports to the Panel every quarter, and straight away when a threshold is passed. Event logs are kept for 18 months.

# 6 Staff and public AI tools
Staff may use public AI tools for general writing. They must not put in anything about a patient, a colleague or a contract under negotiation.

# 7 Raising a concern
Anyone may raise a concern about an algorithm by writing to algorithms@dvht.example or to the patient advice office. The Panel answers within 10 working days. Nobody will suffer for having raised a concern in good faith.

# 8 Leadership
The Medical Director, Dr Lorcan Whyte, is the executive sponsor of the AI management system and chairs the Panel. Resources are asked for each autumn in the estimates round.

# 9 Linked documents
ISMS-POL-01 Information Security Policy; SOP-RAD-17 Working with Scáthán; Register of Algorithms; Terms of reference of the Panel.

# Sign-off
| Part | Name | Post | Date | Mark |
| Prepared | Eoin Halpin | Head of Analytics | 10/03/2025 | E.H. |
| Consulted | Aoife Scanlon | Data Protection Officer | 18/03/2025 | A.S. |
| Approved for the Executive Management Team | Dr Lorcan Whyte | Medical Director | 27/03/2025 | signed |

Issued to staff: 4 April 2025. Next review: 27 March 2026.
