>r Skellig Certification Ltd
>r 4 Quay Court, Wexford
>r 30 April 2026

Mr Pádraig Ó Síocháin
ISMS Manager, Dodder Valley Hospitals Trust

**Our ref: SK/27001/0618 – outcome of stage 1**

Dear Pádraig,

Thank you, and please thank the people at Glenasmole for the scones. I write with the outcome of our stage 1 visit of 21 and 22 April 2026 against ISO/IEC 27001:2022.

You may go forward to stage 2. I have put down three areas of concern that would become nonconformities if they were as they are now when we come again:

- 1. The supplier security policy is not signed, and the people we asked had not heard of it.
- 2. Hazard log entry H-17 is accepted with no acceptance form behind it.
- 3. The Access Control Standard is past its review date.

I also remark, without raising it, that one risk has no name against it.

| What | When | Who |
| Stage 2, St Gobnait's | 14 to 16 September 2026 | Jarlath Munnelly, Bríd Tannam |
| Stage 2, Glenasmole | 17 and 18 September 2026 | Jarlath Munnelly |
| Decision | six weeks after | our committee |

ISO/IEC 42001 is not part of this application. If you want the two together I would need to know by 30 June.

Please send your answers to the three concerns by 31 July 2026.

Is mise le meas,

Jarlath Munnelly
Lead auditor
