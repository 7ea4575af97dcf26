= Working with Scáthán: reading-list order, faults and overrides
>s Standard operating procedure SOP-RAD-17 · Department of Radiology · St Gobnait's and Glenasmole

| Rev | Date | Drafted | Checked | Authorised | Why |
| A | 08/05/2025 | R. Lawlor | O. Adeyemi | N. Kehoe | Go-live |
| B | 06/10/2025 | R. Lawlor | P. Ó Síocháin | N. Kehoe | Changes after INC-2025-041 (steps 4 to 7) |

# What Scáthán does and does not do
Scáthán reads each adult chest film as it arrives in PACS and puts the film into one of three bands on the reading list: **red** (read next), **amber** (read this session), **green** (read in turn). It does not report. A consultant or a specialist registrar reads every film, whatever the band. Films of patients under 16 are left out.

# Every day
1. The duty radiographer looks at the Scáthán tile on the PACS wall at 08:00, 14:00 and 20:00. Green tick: nothing to do.
2. Anyone reading may move a film up or down the list. Use the Override button and pick a reason; no permission is needed. The duty consultant radiologist is the named person for overrides.
3. The PACS manager sends the override count to Medical Physics on the first Monday of the month.

# When it fails
4. Tile is red or grey, or films arrive with no band: **switch the list to time order at once** (PACS menu, List, By arrival). Do not wait for ICT.
5. Ring the PACS team at ext. 4471, day or night, and write down the time.
6. If it is not back in 30 minutes, the PACS team rings the clinical safety lead (Dr Ruairí Lawlor, or the consultant on call). The lead decides if the red-band look-back is needed: a second reader goes through all films since the last known good time.
7. If it is not back in 2 hours, the clinical safety lead rings the Medical Director on call and an incident is opened on Q-Log. The supplier's 24-hour line is on the back of the PACS phone.
8. When it comes back, leave the list in time order until Medical Physics has said that the test set of 20 films gave the expected bands.

# Portable films
Films from the mobile units carry a "P". Until further notice every P film gets a second read within 4 hours (see the risk acceptance on portable films). >> added by hand 18/03/2026, NK

# Training
Nobody works with the banded list until the 40-minute module "Scáthán for readers" is done. It lasts 24 months.
