site-description = Independent analysis of international affairs: treaties, alliances, trade routes, energy, and elections.
colophon = The articles of this sample site are original analyses of public facts. Their authors are invented.
