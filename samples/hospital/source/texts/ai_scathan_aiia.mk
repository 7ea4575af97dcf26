= Scáthán – AI system impact assessment
>s AIIA-02 · final · Dodder Valley Hospitals Trust · Algorithm Oversight Panel

{kv}
| System | Scáthán (Radiolux TriageRay, version 4.2.1) |
| Our role | User of a bought system; data controller |
| Done by | Dr Ruairí Lawlor and Aoife Scanlon, with a working group of eleven |
| Work began | 13 January 2025 |
| Agreed for the Panel | Dr Lorcan Whyte, 2 May 2025 |
| To be repeated | every 24 months, or on any new body part or age group |

# 1. What this paper is
The AI policy asks for an impact assessment before an algorithm is used and before its risks are assessed. This paper asks who is touched by Scáthán, for good and for ill, and what we mean to do about it. It is not the clinical safety file and it is not the data protection impact assessment (DPIA-2025-04), though it borrows from both.

# 2. How we went about it
We met five times. We sat in the reading room at St Gobnait's for two mornings and one night. We spoke to nine patients who had waited for a chest film in the emergency department, four porters, six radiographers, three ward sisters and a chaplain. We read the supplier's technical file and asked forty-one written questions, of which the supplier answered thirty-eight. We looked at the results of the acceptance test as they came in, before the report was written. We did not do a survey: the last survey of the emergency department got a response of six in a hundred.

Two members of the working group thought that a worklist tool did not need so long a paper. We wrote it all the same. The reading list decides who waits.

# 3. What the system is for
Scáthán orders the list of adult chest films that wait to be read, so that films that seem to show a pneumothorax, a large effusion or a misplaced tube come near the top. At St Gobnait's between 90 and 140 chest films are taken in a day, at Glenasmole about 25. On a bad winter evening sixty films may be waiting. The time from film to report for a pneumothorax was, before Scáthán, 71 minutes at the median and over four hours for one in ten.

Not for: children under 16; reporting; telling a patient anything; films taken to look at bones; teaching.

# 4. Who is affected
| Group | How | Good or ill |
| People with an urgent finding | read sooner | good |
| People whose film is put in green by mistake | read later than they would have been | ill |
| People on portable films (the sickest, on wards) | system is less sure; more misses | ill |
| People over 80 | more often put in amber | mixed |
| Radiologists and registrars | order of work is set for them | mixed |
| Radiographers | must watch the tile; may be blamed | ill if not trained |
| Emergency department staff | sooner phone calls | good |
| Families | sooner news | good |

# 5. What could go wrong, and how bad
5.1 **A wrong green.** A film with a small pneumothorax is put in green and waits. Everyone is read in the end, and most are looked at by the doctor who asked for the film, so the harm is delay. We rate the harm as serious and the chance as low.

5.2 **Portable films.** In the acceptance test sensitivity on films from the mobile units was lower than on the rest. The people on portable films are also the people who can least afford to wait. We asked that the figures be shown separately and that the matter be put on the hazard log (it was, as H-07).

5.3 **Leaning on the list.** A reader who has learned to trust the bands may glance at green films. This is hard to see in the figures. The override count and the yearly blind re-read of 200 green films are meant to catch it.

5.4 **Silence.** If the feed stops, films arrive with no band and look like green ones. We asked the supplier for a grey band; it came in version 4.2. The SOP must say what to do.

5.5 **Drift.** New X-ray rooms are being fitted at Glenasmole. The pictures may look different to the system. Medical Physics runs the test set after each change.

5.6 **Language and disability.** People who cannot hold their breath or stand straight give films that the system likes less. We found no figures from the supplier on this and could not make our own. We say so here plainly.

# 6. Fairness
Sensitivity for pneumothorax in the acceptance test was 94.0% for women and 95.1% for men; under 40, 96.2%; 40 to 64, 95.0%; 65 to 79, 94.1%; 80 and over, 91.3%. The gap between the youngest and the oldest is 4.9 points. The working group thought it tolerable for a list that everyone stays on. It would not be tolerable for a system that took people off the list. There is no figure by ethnic group because the Trust does not hold it in PACS.

# 7. Society, and the place
We asked whether Scáthán would put people out of work (no: there is a shortage of readers), whether it would make the Trust depend on one supplier (yes; see H-12), and what it costs in power (about as much as four desk computers, by the supplier's estimate). The chaplain asked whether a dying person's film should be ranked at all. We had no answer, and record the question.

# 8. Human oversight
- A doctor reads every film.
- Anyone reading may move a film. No leave is needed.
- The duty consultant radiologist is named as the person who may turn the bands off.
- The list can be put in time order with one menu choice; this was tried on 24 April 2025 and took 9 seconds.

# 9. Information for patients
A poster in the X-ray waiting rooms, in Irish, English, Polish and Romanian: "A computer helps us decide whose X-ray to read first. A doctor reads every X-ray." The patient advice office has a one-page sheet. Nobody may opt out of the ordering, since all films are on one list, but anyone may ask that their film be read in time order by telling the radiographer, who ticks a box.

# 10. Data
Films leave the Trust's network only as copies with the name, number and date of birth taken off, by an encrypted line to the supplier's data centre in Tampere, Finland, and are deleted there after 24 hours. The supplier may not train on them. The test set of 2,400 films stays with Medical Physics. Event logs (film number, band, time, version, override) are kept for 18 months.

# 11. What we ask for
| No. | Measure | Who | State at 2 May 2025 |
| M1 | SOP with a step for silence | Dr Lawlor | in draft |
| M2 | Portable films reported separately | Dr Adeyemi | agreed |
| M3 | Blind re-read of 200 green films a year | Dr Niamh Kehoe | first in spring 2026 |
| M4 | Poster and sheet | patient advice office | done |
| M5 | Training before anyone uses the list | Dr Lawlor | 31 of 38 readers done |
| M6 | Hazard log entries for 5.1, 5.2 and dependence | Siobhán Hanratty | done |

# 12. Conclusion
The working group finds that Scáthán is likely to do more good than harm if the measures in part 11 are carried out, and advises the Panel to agree to its use for adult chest films from 12 May 2025. It advises against any use for children until there are tests on children.

[[pb]]
# Annex 1 – Notes of the visits
**Night of 20 February.** Two registrars, one with a cold. Forty-four films waiting at 01:00. The list is sorted by time unless somebody rings. In three hours the phone rang eleven times; each time a film was moved up by hand. "That is your algorithm," said one of the registrars, "whoever shouts." The porter said that the lift on the east side is slower than any computer.

**Morning of 27 February.** Four consultants. Nobody looks at the clinical question first; two look at the age. The screen on the left has a film from 2019 stuck in the corner. The reading room is 26 degrees. One consultant reads all the intensive care films first, every day, and has done so for nineteen years, and asked whether she would be let go on. (Yes.)

**Morning of 6 March.** A ward sister from St Finbarr's ward: "We ring because we don't know if it's been seen. If the list told us, we wouldn't ring." This is not something that Scáthán does. It was passed to the PACS manager.

# Annex 2 – Questions that the supplier did not answer
The share of training films that came from mobile units; the number of hospitals that have switched the product off; and the results, if any, for people with chest deformity. The supplier said that the first is a trade secret, that it does not keep the second, and that it would look for the third.

# Annex 3 – Working group
Dr Ruairí Lawlor, Aoife Scanlon, Dr Oluwaseun Adeyemi, Siobhán Hanratty, Peg Doolin, Tomás Breathnach, Sister Assumpta Hoey (ward), Gearóid Fahy (porter), Dr Anjali Menon (emergency medicine), Father Declan Mooney (chaplain), Shauna Kilbride (quality office).

# Annex 4 – What we asked the supplier, and what came back
These are the questions that bear on people; those about cables and ports are with the PACS team.

| No. | We asked | They said |
| 1 | How many films was the system taught on, and from where? | About 1.1 million, from hospitals in Finland, Sweden, Spain and one chain in Brazil; none from Ireland |
| 2 | Over which years? | 2011 to 2022 |
| 3 | Who said what was on them? | Reports, read by a language program, and for 42,000 films three radiologists |
| 4 | How many of the films showed a pneumothorax? | Roughly 2 in 100 |
| 5 | Were there films of people with pacemakers, spinal rods or one lung? | Pacemakers, yes; rods, few; one lung, not counted |
| 6 | Does the system see the age or sex of the patient? | No, neither is sent |
| 7 | Could it guess? | Probably, from the film; it is not taught to |
| 8 | Does it do worse at night? | There is no reason why; not looked at |
| 9 | What happens to a film of a child sent by mistake? | It is banded like any other; the supplier cannot tell |
| 10 | Who looks at the films in Tampere? | Nobody, unless we open a fault and give leave |
| 11 | How often do hospitals change the thresholds? | One in three does, in the first year |
| 12 | Should we? | Not before there are three months of our own figures |
| 13 | What do readers complain of most? | Tubes, and the colour amber |
| 14 | Has a patient been harmed, anywhere? | Two reports of delay, both in 2023, both closed by the authority there |
| 15 | Has the supplier paid anyone? | No |
| 16 | Is there a plan to make it report films? | Not in this product |
| 17 | Who owns the company? | The founders, 61%; a pension fund; employees |
| 18 | What if it is sold? | The contract goes with it |
| 19 | Who was asked before it was made? | Eleven radiologists and, in 2019, a patients' group in Turku |
| 20 | What would you not use it for? | "Anything that nobody checks" |

# Annex 5 – From the notebook of the working group
**Meeting 1, 13 January.** We did not agree what an impact is. Father Mooney: anything that you would tell your sister about. Adopted for the time being.

**Meeting 2, 3 February.** Mr Fahy drew the way that a portable film takes: the ward rings, the radiographer comes up with the machine, the plate goes in a slot, the film is in PACS before she is back in the lift. The wait is not there. It is after. Dr Menon said that in the emergency department the wait is before. Both are right; the system touches the second wait only.

**Meeting 3, 24 February.** We read three papers from other countries. In one the time to report fell by a third and nobody looked at what happened to the films at the bottom of the list. In one the films at the bottom waited 40 minutes longer. In the last the readers turned the bands off after a month because of the amber. Dr Adeyemi asked that the wait of green films be counted from the first day. It will be, from the event log.

**Meeting 4, 24 March.** Ms Doolin brought the poster that another hospital uses. It had the word "intelligence" in it four times. Ours has it nowhere. The four languages were chosen from the interpreter bookings of 2024. There was a question about Ukrainian; it comes fifth and there is a sheet for it at the desk.

**Meeting 5, 28 April.** We read the draft from end to end, aloud, which took two hours and ten minutes and which we would advise. Mr Breathnach asked that the sentence on blame in part 4 be left as it is. Left. Sister Hoey asked who reads this paper. Ms Scanlon: anyone who asks for it. It is on the intranet and may be had on paper from the quality office.
