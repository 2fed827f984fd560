site-description = L’analyse indépendante des affaires internationales : traités, alliances, routes commerciales, énergie, élections.
colophon = Les articles de ce site de démonstration sont des analyses originales de faits publics. Leurs auteurs sont imaginaires.

# L’usage français : « 1er janvier », puis « 2 janvier ».
date-long = { $day ->
    [1] 1er
   *[other] { $day }
 } { $month } { $year }
