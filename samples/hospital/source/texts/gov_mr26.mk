= Management review – information security and AI, year 2025
>s Meeting of Tuesday 27 January 2026, 14:00–16:35, Boardroom, St Gobnait's. Minutes by P. Ó Síocháin, circulated 3 February 2026, agreed by e-mail 10 February 2026.

{head}
| Name | Post | At the meeting? |
| Fionnuala Devaney | Chief Executive Officer | Yes, chair |
| Diarmuid Kehoe | Chief Digital Officer | Yes |
| Saoirse Ní Bhriain | Chief Information Security Officer | No (sick leave); T. Rourke stood in |
| Tadhg Rourke | Security Operations Lead | Yes |
| Dr Lorcan Whyte | Medical Director | Yes, from 14:40 |
| Deirdre Quigley | Director of Finance | Yes |
| Aoife Scanlon | Data Protection Officer | Yes |
| Siobhán Hanratty | Risk Manager | Yes |
| Dr Niamh Kehoe | Clinical Director of Radiology | No (list running over) |
| Bernie Tuohy | Assistant Director of Nursing, Patient Flow | Yes |
| Malachy Greaney | Head of Internal Audit | Yes, observing |
| Pádraig Ó Síocháin | ISMS Manager | Yes, minutes |

# A. Inputs
| Input | What was put before the meeting | Remarks |
| Actions from the last review (11/02/2025) | D1, D2 (running), D3, D4 done; D5 in hand | D3: policy written, unsigned |
| Changes outside and inside | NIS2 bill; EU AI Act duties for users of high-risk systems from August 2026; new CDO and CISO | Legal to brief the Board |
| Interested parties | Two patient letters about Scáthán; unions ask about Tide and rosters | Answered |
| Nonconformities and corrective actions | IA-2025-07: one major, two minor; 9 actions opened in 2025, 6 closed | See C |
| Monitoring and measurement | Phishing 7.7% (Q4 2025); leavers same day 94%; critical patches 89% | Below goal on all three |
| Audit results | IA-2025-07 only | |
| Objectives | 2025: three of seven reached | 2026 set endorsed by the Board in November |
| Risk assessment and treatment | 17 live risks; 3 at 15 or more | H-17 discussed |
| AI system performance | Scáthán steady save for portable films; Tide drifting in December | See D4 |
| Opportunities | Joint exercise with the National Ambulance Service | Yes |

# B. Communication check
Mr Ó Síocháin had gone through the intranet notices for 2025.

| Policy | Approved | Notice to staff |
| Information Security Policy 3.0 | November 2025 | 10/11/2025, all-staff mail from the CEO |
| Use of Algorithms and AI in Care 1.1 | 27/03/2025 | 04/04/2025, intranet and team brief |
| Access Control Standard 1.3 | 18/03/2025 | 24/03/2025, intranet |
| Supplier Security Policy 1.0 | 30/06/2025 | none found |

# C. Findings of the internal audit
Mr Greaney spoke to his report. The major nonconformity (no impact assessment for Tide) took most of the time. Ms Tuohy, who is to take over Tide on 1 February, said that she would not have it said that she inherited the problem quietly. Dr Whyte accepted that the Panel had let the September date slip by.

# D. Outputs
| Ref | Decision | Who sees to it | By |
| MR-26-01 | A second security analyst is to be recruited; €71,400 a year, found from the vacancy pool | Deirdre Quigley | 31/03/2026 |
| MR-26-02 | The AI policy must be revised (human oversight, bias tests, home-built algorithms) and put to the Board in June | Dr Lorcan Whyte | 30/06/2026 |
| MR-26-03 | Finish the PACS access review | Tadhg Rourke | 28/02/2026 |
| MR-26-04 | Replace shared ward log-ins: badge-tap pilot on three wards | Tadhg Rourke | 30/06/2026 |
| MR-26-05 | Impact assessment for Tide to be done | Bernie Tuohy | 31/03/2026 |
| MR-26-06 | Get the supplier policy signed and tell people about it | Kevin Tuohy | 27/02/2026 |

# E. Conclusion
The management systems are suitable and adequate. They are effective in part: the meeting was not satisfied that home-built algorithms go through the same gate as bought ones. Opportunities for improvement: one register of all models; one calendar of reviews.

Next management review: January 2027.
