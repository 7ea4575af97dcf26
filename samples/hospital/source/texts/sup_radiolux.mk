= Services Agreement
DVHT/PROC/2025/031

between **Dodder Valley Hospitals Trust**, St Gobnait's Hospital, Dublin ("the Trust") and **Radiolux Systems Oy**, Hämeenkatu, Tampere, Finland ("Radiolux").

Dated 14 February 2025.

# 1. Words
"Product" means TriageRay, adult chest module, and any version of it that Radiolux supplies under clause 6. "Film" means a digital radiograph. "Fault" means anything by which the Product does not do what its instructions for use say. "Working day" means a day when banks are open in Dublin and in Tampere.

# 2. What Radiolux supplies
2.1 The right to use the Product at both hospitals for any number of readers.
2.2 A gateway, which stays the property of Radiolux.
2.3 Support at all hours by telephone for faults of class 1 and on working days for the rest.
2.4 Two days of training at each hospital in the first year.

# 3. How long
3.1 The agreement begins on 1 March 2025 and runs for 36 months.
3.2 The Trust may extend it once by 12 months by notice given three months before the end.
3.3 Either side may end it for a breach that is not put right within 30 days of notice.

# 4. Price
4.1 €96,000 a year, VAT apart, billed each quarter in advance.
4.2 CT head module, if ordered: €38,000 a year.
4.3 Prices rise with the Irish consumer price index and by no more than 3% in a year.
4.4 A month in which availability is under 99.5% earns a credit of 5% of the month's price for each full half point.

# 5. How well it must work
5.1 Availability: 99.5% in a calendar month, measured at the gateway.
5.2 Time to band: under 5 minutes for 99 films in 100.
5.3 Faults: class 1 (no bands, or wrong bands) answered in 30 minutes and mended or bypassed in 4 hours; class 2 answered in a working day.
5.4 Radiolux gives the Trust each quarter the results that it has from all its customers, by patient group where it has them.

# 6. Changes
6.1 Radiolux tells the Trust at least 30 days before any new version, and says what was tested and on whom.
6.2 The Trust may refuse a version for up to 90 days.
6.3 A change that is needed for safety may be made sooner with the agreement of the Trust's clinical safety lead.
6.4 No version learns while it is in use.

# 7. Security and data
7.1 Films reach Radiolux without name, number or date of birth. The key stays with the Trust.
7.2 Data are held in the EEA only. The data centre at the date of this agreement is in Tampere.
7.3 Films are deleted within 24 hours of being banded.
7.4 Radiolux does not train, test or show its products with the Trust's films.
7.5 Radiolux holds a certificate to ISO/IEC 27001 from an accredited body and sends the Trust each new one.
7.6 A security incident that touches the Trust is reported to the Trust within 24 hours of Radiolux's knowing of it.
7.7 Sub-processors: none without written leave. At the date of this agreement there is one: Pirkanmaa Datakeskus Oy (hosting).

# 8. Clinical safety
8.1 Radiolux is the manufacturer under the Medical Devices Regulation and keeps the surveillance file.
8.2 A field safety notice goes to the clinical safety lead and to the Clinical Director of Radiology on the day when it is issued.
8.3 The Trust tells Radiolux of a serious incident without delay and at most 2 working days after.

# 9. Audit
9.1 Once a year, on ten working days' notice, the Trust may audit Radiolux's keeping of clause 7, at the Trust's own cost.
9.2 In place of a visit the Trust may take an independent report less than 12 months old.

# 10. When it ends
10.1 Radiolux returns or destroys what it holds for the Trust within 60 days and says so in writing.
10.2 The Trust gives back the gateway, with its disks wiped.

# 11. What either side owes if things go wrong
11.1 Liability is as set out in Schedule 6, which is kept with the signed original.
11.2 Nothing here limits what cannot be limited by law.

# 12. General
12.1 Irish law and the courts of Ireland.
12.2 Notices: to the Head of Legal for the Trust; to the Chief Product Officer for Radiolux.
12.3 Neither side gives its place to another without leave.
12.4 No partnership, no agency. A failure to insist is not a waiver.
12.5 This agreement and its schedules are the whole bargain.

# Schedule 1. The Product and the gateway
1.1 The Product takes a Film from PACS, makes a copy without identity, sends the copy to the data centre, and brings back a band, a number between 0 and 1 for each of the three findings, and a picture that shows where it looked. The picture is for the reader only and is not kept in the record of the patient.
1.2 The Product is sold for adults. The Trust keeps Films of patients under 16 from reaching it by means of the date of birth in PACS. Where PACS holds no date of birth the Film is not sent.
1.3 The gateway is a box of two rack units with two power supplies. It goes in the server room at St Gobnait's. It needs 230 volts, a room under 27 degrees and two network ports, one of them on the imaging segment.
1.4 The gateway writes a log line for each Film: the number of the Film, the time of arrival, the time of sending, the time of the answer, the version, and the band. Lines are kept on the box for 30 days and in the data centre for as long as Schedule 4 says.
1.5 If no answer has come in five minutes, or if the line is closed, the Film is passed on with the grey band.
1.6 Radiolux may reach the gateway through the Trust's remote access and in no other way. Each visit is opened by the Service Desk, lasts at most eight hours, and is written down.

# Schedule 2. Putting it in
| Step | Who | Planned |
| Gateway delivered and racked | Radiolux, ICT | first week of March 2025 |
| Line to Tampere opened and tried | Radiolux, ICT | second week of March 2025 |
| Acceptance test on the Trust's Films | Medical Physics | to 11 April 2025 |
| Put right what the test shows | Radiolux | to 25 April 2025 |
| Time-order drill | Radiology | 24 April 2025 |
| Training of readers | Radiolux | last week of April 2025 |
| Decision by the Trust to begin | Panel | May 2025 |
| First four weeks, with an engineer on site two days a week | Radiolux | May to June 2025 |

2.1 If the acceptance test is not passed, Radiolux has 30 days to put it right and the test is made again with other Films. If it is not passed the second time the Trust may end the agreement and owes nothing but the carriage of the gateway.
2.2 Neither side owes the other for a delay of under 20 working days. After that the first quarter's price falls by 2% for each further week.
2.3 Posters and leaflets for patients are the Trust's. Radiolux may see them, and may say if a sentence about the Product is wrong, but may not ask for its name to be on them.

# Schedule 3. Support, meetings and reports
3.1 Class 1 faults are reported by telephone on the 24-hour line. The person who answers must be able to read the state of the gateway and to say within 30 minutes what will be done.
3.2 Class 2 faults, questions and requests go through the portal. The Trust names up to six people who may use it.
3.3 The two sides meet each quarter, by video or in Dublin. The agenda has at least: availability; faults; changes made and to come; results from other customers; complaints; certificates that run out in the next six months; people who have left or joined.
3.4 Radiolux writes the notes of the meeting in five working days. The contract manager for the Trust keeps them.
3.5 Each year by 31 January Radiolux sends a report on the year past: every version and its tests, every field safety notice anywhere, every complaint by kind, the share of Films that came back with the grey band, and the result of its own security tests by an outside firm, in summary.
3.6 Requests for new findings or body parts are priced on their own. Until a written order has been made they are not part of the Product, even if they can be switched on.
3.7 A visit by a reference hospital or by a journalist needs the leave of both sides.
3.8 Words in the Product that a reader sees are in English. Radiolux will put the five words on the tile into Irish if the Trust sends them.

# Schedule 4. Who answers for what
| Matter | Radiolux | The Trust |
| Conformity marking, instructions for use | answers | is told |
| Training data: origin, rights, quality | answers | may ask |
| Acceptance test on the Trust's own films | helps | answers |
| Monthly watch of sensitivity | supplies logs | answers |
| Reading each film | – | answers |
| Certificates on the gateway | installs | answers (from 1 October 2025, by letter of variation) |
| Patients' questions about the algorithm | helps | answers |
| Event logs in the Product | answers, 18 months | may copy |
| Field safety notices | answers | acts on them |
| Telling the HPRA | as manufacturer | as user |

# Schedule 5. People
{plain}
| Contract manager for the Trust | Kevin Tuohy, Procurement Manager |
| Clinical safety lead for the Trust | Dr Ruairí Lawlor |
| Account director for Radiolux | Marguerite Sauvage |
| Data protection, Radiolux | Ilkka Rautio |

# Signed
{head}
| For the Trust | For Radiolux |
| Fionnuala Devaney | Henrik Aalto |
| Chief Executive Officer | Chief Product Officer |
| 14 February 2025 | 12 February 2025 |
