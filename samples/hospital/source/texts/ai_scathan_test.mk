= Acceptance test of TriageRay 4.2.1 ("Scáthán")
>s Medical Physics and Bioengineering · report RPT-MP-25-06 · 11 April 2025
Written by Dr Oluwaseun Adeyemi, Principal Medical Physicist. Read and agreed by Dr Ruairí Lawlor, Consultant Radiologist, 14 April 2025.

# Summary for people in a hurry
The product was run on 2,400 chest films of our own. For pneumothorax it found 94.6% of the films that had one (95% confidence interval 91.9 to 96.5) and passed over 91.2% of the films that did not. The limit that we had set beforehand was at least 92% found. **The test is passed.** On films from mobile units it found 88.3%, which is under the limit; we advise that these be watched apart. Time from arrival in PACS to band: 41 seconds at the median, 3 minutes 10 seconds at worst.

# 1. What was tested
TriageRay 4.2.1 with the default settings for adult chest. The gateway was the one that is used in live running, on the test network. Radiolux engineers set up the gateway and then left the room; they had no access to the films or to the truth.

# 2. Where the films came from
Films were drawn by lot from all adult chest films of 2023, in layers by site, by fixed or mobile unit, and by age band, and enriched with all films in which the report named a pneumothorax. No film was used that Radiolux could have seen: the Trust was not a customer before 2025. Names and numbers were taken off by the PACS team. The list of films, with the lot numbers, is held by Medical Physics.

| Source | Films | With pneumothorax |
| St Gobnait's, fixed rooms | 1,310 | 168 |
| St Gobnait's, mobile units | 520 | 94 |
| Glenasmole, fixed rooms | 430 | 39 |
| Glenasmole, mobile units | 140 | 17 |
| All | 2,400 | 318 |

# 3. The truth
Two consultants read each film without knowing what the other said or what the machine said. Where they differed (137 films) a third decided. Readers: Dr Kehoe, Dr Lawlor, Dr Fitzmaurice. Agreement between the first two, as Cohen's kappa, was 0.86.

# 4. Results
| Finding | Found (sensitivity) | Passed over rightly (specificity) | Limit set |
| Pneumothorax | 94.6% | 91.2% | 92% found |
| Large effusion | 96.0% | 93.5% | 92% found |
| Misplaced tube | 92.7% | 88.9% | 90% found |

## 4.1 By group, pneumothorax
| Group | Found |
| Women | 94.0% |
| Men | 95.1% |
| Under 40 | 96.2% |
| 40 to 64 | 95.0% |
| 65 to 79 | 94.1% |
| 80 and over | 91.3% |
| Fixed rooms | 98.1% |
| Mobile units | 88.3% |

## 4.2 What was missed
Seventeen films with a pneumothorax were not put in the red band. Thirteen were from mobile units. In eleven the rim was less than one centimetre. None was under tension.

## 4.3 Faults
The gateway lost its link on two occasions for less than a minute and caught up by itself. When the link was cut on purpose for 30 minutes the films came through with a grey band, as they should.

# 5. What we could not test
Children; people in wheelchairs as a group, since the request form does not say; films from the new rooms at Glenasmole, which were not open; what readers do when they see a band. The last is the most important and will need a study of its own.

# 6. Advice
1. Accept for adult chest films.
2. Report mobile units apart, monthly, and think again if they fall under 85%.
3. Run the 20-film test set after every change of version, gateway or X-ray room.
4. Ask Radiolux for the share of mobile-unit films in its training data.

[[pb]]
# Appendix A. Settings
| Setting | Value |
| Threshold, red | 0.62 |
| Threshold, amber | 0.28 |
| Gateway | RG-2, firmware 7.0.11 |
| PACS | version 12.1, test partition |
| Clock | synchronised to the Trust's time server, offset under 20 ms |

# Appendix B. How the sample was reckoned
With 318 films that have the finding, a true sensitivity of 94% is estimated to within about 2.6 points either way. To tell 94% from 90% with 80% power one needs about 280. For mobile units there are 111 such films, so the interval is wide: 88.3% could be anything from 81 to 93. We say this because people will quote the one figure.

# Appendix C. Remarks by the readers
"The grey band is a good idea; make it greyer." "Tubes: it does not like nasogastric tubes that are coiled, and neither do I." "Film 1,877 is upside down." "Some of these should never have been taken."

# Appendix D. Record of changes to this report
| Date | Change |
| 28/03/2025 | first draft |
| 07/04/2025 | third reader's decisions entered; figures for tubes corrected from 91.9% |
| 11/04/2025 | issued |
