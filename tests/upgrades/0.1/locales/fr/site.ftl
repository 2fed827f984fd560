section-analysis = Analyses
tag-port = Le port
