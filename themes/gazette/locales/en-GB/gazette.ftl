# What British English says differently; all else is in locales/en/.

## Headlines: newspapers begin the first word with a capital letter, and no other (New Hart's Rules, 8.2.3; Guardian style).
title-case = sentence
