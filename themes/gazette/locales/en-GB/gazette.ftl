# What British English says differently; all else is in locales/en/.

## Headlines: newspapers begin the first word with a capital letter, and no other (The Guardian and Observer style guide, “headlines”).
title-case = sentence

## Times, as newspapers write them: 3.04pm.
time-short = { $half ->
    [first] { $hour12 }.{ $minute }am
   *[second] { $hour12 }.{ $minute }pm
}
