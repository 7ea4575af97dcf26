= Extract from the Board minutes
>s 144th meeting. Items 6 to 9 only; released to the quality office for the certification file. Items 1 to 5 and 10 are not included.

Present: C. Prendergast (in the chair), Dr I. Roche, A. Gilmartin, F. Devaney, Dr L. Whyte, D. Quigley, C. Neary. Leave of absence: H. Mannion. By invitation: D. Kehoe (CDO), Dr N. Kehoe (Radiology), B. Tuohy (Patient Flow). R. Tallon took the minutes.

# 6. Tide – bed planning
Ms Tuohy set out how the flow office uses the forecast each morning. Dr Roche asked whether a ward had ever discharged on the strength of it; Ms Tuohy said that two wards had begun to treat the "likely home" list as a target. Dr Whyte told the Board that internal audit had found no impact assessment for Tide and that it should not have been so.

**Decision 26/11.** Tide is advisory only. It may not be used as a ground for discharging any patient. The impact assessment is to be finished by 30 June 2026 and brought to the Panel. Person answerable: Bernie Tuohy.

# 7. Scáthán – CT head
The Board noted that the Panel had voted in December to extend Scáthán to CT head. Having seen the supplier's notice of 2 March on portable films, it took the view that nothing new should be switched on until the upgrade is in and checked.

**Decision 26/12.** The CT head extension is deferred. The Panel will report again at the September meeting. No vote was taken.

# 8. Internal audit plan 2026
Adopted (26/13). Two audits touch this area: supplier assurance (Q3) and AI operations (Q4).

# 9. Chief Executive's information
Ms Devaney told members that Skellig Certification will carry out the first-stage visit in April. She asked that thanks to Mr Ó Síocháin be put on the record. The Minister's visit is put off again.

>r Confirmed as a true extract: Róisín Tallon, Secretary to the Board, 30 March 2026
