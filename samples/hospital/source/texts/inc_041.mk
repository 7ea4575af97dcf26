= Incident report INC-2025-041
>i Scáthán: films without a band, night of 22 August 2025

{kv}
| Opened on Q-Log | 22/08/2025 05:58, by the PACS team |
| Began – ended | 22/08/2025 02:10 – 05:50 (3 h 40 min) |
| Where | St Gobnait's and Glenasmole |
| Class | Serious, no lasting harm |
| Report by | Dr Ruairí Lawlor, clinical safety lead |
| Signed off | Dr Lorcan Whyte, Medical Director, 12 September 2025 |

## What happened
At 02:10 the certificate on the PACS gateway ran out and the link to Radiolux closed. From then on films came through with the grey band. The night registrar took grey for green and went on reading red and amber first. There were 61 chest films without a band. At 05:40 a radiographer, Noreen Tighe, asked why nothing had been red since two o'clock and rang the PACS team, who put in a new certificate.

## What it meant for patients
One man's film, taken at 02:31, showed a pneumothorax. It was reported at 05:56. By time order it would have been read at about 03:30, so the delay is put at 2 hours 25 minutes. He had a drain put in and went home on 29 August. The registrar and Dr Lawlor spoke to him and his wife on 25 August (open disclosure) and wrote to them on 4 September.

## Who was told
- Medical Director on call: 06:20, 22 August.
- Radiolux: 06:35, by phone, ticket 88213.
- Data Protection Officer: 09:00. No personal data lost; no notice to the Data Protection Commission.
- Health Products Regulatory Authority: 1 September 2025, as a device incident.
- Readers: e-mail from Dr Niamh Kehoe, 22 August, 10:12.

## Why
1. Nobody owned the certificate. It was put in by the supplier's engineer in April for the acceptance test, with a short life, and never changed.
2. SOP-RAD-17 rev A said "if Scáthán is down" but not how one would know.
3. Grey looks like green on the older monitors.
Root cause: no owner and no watch for certificates on the gateway.

## What we are doing
| No. | Action | Who | By | Done |
| CA-25-12 | Watch all gateway certificates; warn 30 days ahead | Tadhg Rourke | 15/09/2025 | 12/09/2025 |
| CA-25-13 | Revise SOP-RAD-17: tile checks, time order at once, look-back | Dr Ruairí Lawlor | 10/10/2025 | 06/10/2025 |
| CA-25-14 | Ask Radiolux to change the grey band to striped | Kevin Tuohy | 31/10/2025 | see tracker |
