= Information Security Steering Group
### Management review of the ISMS for the year 2024
**Held:** 11/02/2025, 10:00 to 12:20, Seminar Room 2
**Chair:** Diarmuid Kehoe, Chief Information Security Officer
**In attendance:** Fionnuala Devaney (CEO, first hour); Pádraig Ó Síocháin (ISMS Manager, minutes); Aoife Scanlon (DPO); Siobhán Hanratty (Risk Manager); Tadhg Rourke (Security Operations); Dr Niamh Kehoe (Radiology); Malachy Greaney (Internal Audit, observing)
**Apologies:** Deirdre Quigley; Orla Fennelly

## 1. From last time
There was no earlier management review; the system began in 2024. Two actions from the ordinary December meeting were closed.

## 2. What we looked at
- Changes outside: transposition of NIS2; the public audit office's interest in medical devices; the certification timetable.
- Incidents in 2024: 23 recorded, none notified to the Data Protection Commission.
- Phishing exercises: 11.2% clicked in November 2024.
- Internal audit: one report (IA-2024-03, backups), three findings, all closed.
- Supplier position: no policy, no list.
- Risks: 14 live, two at 15 or more.
- Resources: one analyst post frozen since September.

## 3. What was decided
{plain}
| **No.** | **Decision** | **Who** | **By** |
| D1 | Replace the perimeter firewalls; €78,000 released by the CEO at the table | Tadhg Rourke | 30/05/2025 |
| D2 | Phishing click rate to be under 5% by the end of 2026 | Tadhg Rourke | 31/12/2026 |
| D3 | Write a supplier security policy | Kevin Tuohy | 30/06/2025 |
| D4 | Isolate the old ultrasound consoles on their own network and bring a formal acceptance | Tadhg Rourke, Siobhán Hanratty | 31/07/2025 |
| D5 | Apply for certification to ISO/IEC 27001; ISO/IEC 42001 to follow a year later | Diarmuid Kehoe | open |

## 4. Was the system suitable, adequate and effective?
The group found it suitable, adequate for its age, and only partly effective: it wants people and a supplier process.

Next management review: January or February 2026. Next ordinary meeting 13 May 2025.
