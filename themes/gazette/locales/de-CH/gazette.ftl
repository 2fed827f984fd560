# Was in der Schweiz anders geschrieben wird als in Deutschland: ss statt ß. Alles andere steht in locales/de/.
gallery-close = Schliessen
