>r Form RM-7 (rev 2023)
= Risk acceptance form

{kv}
| Form no. | RA-2025-03 |
| Hazard log no. | H-04 |
| Raised by | Tadhg Rourke, Security Operations Lead |
| Date raised | 24/06/2025 |

>b 1  What is the risk?
Fourteen ultrasound consoles (nine at St Gobnait's, five at Glenasmole) run Windows 7, for which there are no more security fixes. Malware reaching one of them could spread or could stop scans.

>b 2  Score now
{head}
| Likelihood | Impact | Score | Band |
| 3 | 4 | 12 | ☐ Low   ☒ Medium   ☐ High |

>b 3  Why not fix it?
The maker does not support a newer system on this model. Replacing all fourteen would cost about €620,000 and is in the capital plan for 2027.

>b 4  What is in place instead?
☒ own network segment, no internet   ☒ USB ports blocked   ☐ monitored by agent (not possible)   ☒ yearly check by Medical Physics

>b 5  Decision
☐ Treat   ☐ Transfer   ☒ Accept   ☐ Avoid

{kv}
| Accepted by (name and post) | Deirdre Quigley, Director of Finance |
| Signature | D. Quigley |
| Date | 3 July 2025 |
| Runs out on | 30 June 2026 |
| Looked at every | 3 months, by the Risk Manager |

>b 6  For the Risk Manager
Entered in log ☒  03/07/2025 S.H.   Review 1 ☒ 02/10/2025   Review 2 ☒ 08/01/2026   Review 3 ☐
