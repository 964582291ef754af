package pipeline

import "nabij/vision/scene"

// feetHiddenBelow is the share of the feet below which they count as hidden.
const feetHiddenBelow = 0.25

// notices lists what the quiet line should say of the people in a scene.
func notices(people []scene.Person) []scene.Notice {
	var hidden, feet, doubt []string
	for _, p := range people {
		switch {
		case !p.Seen:
			hidden = append(hidden, p.Name)
		case p.FeetSeen < feetHiddenBelow:
			feet = append(feet, p.Name)
		}
		if p.Doubt {
			doubt = append(doubt, p.Name)
		}
	}
	var out []scene.Notice
	for _, n := range []scene.Notice{
		{Kind: scene.Hidden, People: hidden},
		{Kind: scene.FeetHidden, People: feet},
		{Kind: scene.NameDoubt, People: doubt},
	} {
		if len(n.People) > 0 {
			out = append(out, n)
		}
	}
	return out
}
