>b MEMO – RISK ACCEPTANCE RA-2026-01
{plain}
| To: | Siobhán Hanratty, Risk Manager |
| From: | Dr Lorcan Whyte, Medical Director |
| Copy: | Dr Niamh Kehoe; Dr Ruairí Lawlor; Dr Oluwaseun Adeyemi |
| Date: | 16 March 2026 |
| About: | Scáthán and portable chest films (hazard log H-07) |

Siobhán,

I have read Radiolux's notice of 2 March and Dr Adeyemi's figures. On films from the mobile units Scáthán finds fewer of the small pneumothoraces than it does on films from the fixed rooms. It has been so since the acceptance test and the readers know it.

I accept this risk on behalf of the Executive Management Team on the following conditions, and until **31 July 2026**, by which time the upgrade to version 4.2.3 should be in and checked:

- every portable film has a second read within 4 hours;
- the figures for portable films are shown separately each month;
- if sensitivity on portable films is under 85% in any month, Scáthán is turned off for them the same day.

Score with these measures: likelihood 2, impact 5, that is 10. It is within my authority under the method (8 to 12, director).

We put off a decision to remove portable films from triage altogether. Radiology advised that it would make the list slower for the sickest patients.

>r Lorcan Whyte (signed)
>r 16 March 2026
