package ribbon

// colours are the words of the room file and where their hues end, in degrees
// of OKLab.
var colours = []struct {
	until float64
	name  string
}{{37, "red"}, {76, "orange"}, {118, "yellow"}, {198, "green"}, {290, "blue"}, {350, "purple"}, {361, "red"}}

// The least colour and the least difference from the floor that a ribbon has.
const (
	leastChroma = 0.06
	leastSaid   = 0.11 // chroma over lightness
	brownSaid   = 0.17 // the same between red and yellow, where wood is
	leastApart  = 0.045
	leastDarker = 0.13
	shadeEnds   = 0.6 // of the floor's lightness: a shadow is not darker
)

// nameColour returns the word for a ribbon's colour on a floor; false where it
// has none of a ribbon or is too near to the floor's.
func nameColour(c, ground lab) (name string, ok bool) {
	hue, said := c.hueDegrees(), c.chroma()/max(c[0], 0.25)
	least := leastSaid
	if hue > 37 && hue < 85 {
		least = brownSaid
	}
	switch {
	case c.chroma() >= leastChroma && said >= least:
		return hueWord(hue), c.apart(ground) >= leastApart
	case c[0] >= 0.62 && c[0]-ground[0] >= leastDarker && said < 0.1:
		return "white", true
	case c[0] <= 0.34 && ground[0]-c[0] >= leastDarker && c[0] < shadeEnds*ground[0] && said < 0.25:
		return "black", true
	}
	return "", false
}

// hueWord is the word for a hue, in degrees of OKLab.
func hueWord(degrees float64) string {
	for _, w := range colours {
		if degrees < w.until {
			return w.name
		}
	}
	return ""
}

// The least colour and difference from the floor of what is surely laid, by its
// shape.
const paleChroma, paleApart = 0.04, 0.04

// paleColour returns the word for the colour of what is surely a ribbon, of which
// blur and compression left little.
func paleColour(c, ground lab) (name string, ok bool) {
	said := c.chroma() / max(c[0], 0.25)
	return hueWord(c.hueDegrees()), said >= leastSaid && c.chroma() >= paleChroma && c.apart(ground) >= paleApart
}
