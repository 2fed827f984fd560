site-description = L’analyse indépendante des affaires internationales : traités, alliances, routes commerciales, énergie, élections.
colophon = Les articles de ce site de démonstration sont des analyses originales de faits publics. Leurs auteurs sont imaginaires.
