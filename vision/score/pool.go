package score

// Pool returns the figures of several scenes taken together: counts are added,
// and medians are those of all rows. Names and people are those of each scene,
// counted one after the other.
func Pool(scenes []Places) Places {
	all := &tally{seen: map[string]*[2]int{}, errors: map[string][]float64{}}
	for _, p := range scenes {
		all.add(p.counted)
	}
	return all.places()
}

// OffCM is how far off rows of any of the kinds were, which are keys of ErrorCM.
func (p Places) OffCM(kinds ...string) SpreadCM {
	var metres []float64
	for _, kind := range kinds {
		metres = append(metres, p.counted.errors[kind]...)
	}
	return spread(metres)
}

// add takes in what was counted of another scene.
func (t *tally) add(o *tally) {
	for kind, c := range o.seen {
		sum(t.count(kind), *c)
	}
	for kind, metres := range o.errors {
		t.errors[kind] = append(t.errors[kind], metres...)
	}
	t.pairs, t.heights = append(t.pairs, o.pairs...), append(t.heights, o.heights...)
	t.zone.InsideRight += o.zone.InsideRight
	t.zone.Inside += o.zone.Inside
	t.zone.OutsideRight += o.zone.OutsideRight
	t.zone.Outside += o.zone.Outside
	sum(&t.covered, o.covered)
	sum(&t.posture, o.posture)
	sum(&t.rows, o.rows)
	sum(&t.names, o.names)
	t.switches += o.switches
	t.falsePersons += o.falsePersons
	t.frames += o.frames
	t.agreed += o.agreed
}

func sum(to *[2]int, more [2]int) {
	to[0] += more[0]
	to[1] += more[1]
}
