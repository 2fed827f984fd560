a = { b }
b = { a }
c = { $x ->
   *[other] { $y ->
       [one] 1
      *[other] { -term(case: "x") }
    }
 }
