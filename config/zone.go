package config

import (
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"nabij/vision/floor"
)

var colourCode = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// Colours are the names of colours that a zone may have, beside #rrggbb.
var Colours = []string{"red", "orange", "yellow", "green", "blue", "purple", "white", "black"}

func (r *reader) zones(n *yaml.Node) []floor.Zone {
	var zones []floor.Zone
	first := map[string]int{}
	for i, n := range r.list(n, "zones") {
		z := r.zone(n, item("zones", i))
		if line := first[z.Name]; line > 0 && z.Name != "" {
			r.fault(n, item("zones", i)+".name", "give every zone a name of its own", "%q is the name of the zone in line %d too", z.Name, line)
		}
		first[z.Name] = n.Line
		zones = append(zones, z)
	}
	return zones
}

func (r *reader) zone(n *yaml.Node, at string) floor.Zone {
	s := r.section(n, at, "name", "color", "kind", "closed", "width_m", "outline")
	z := floor.Zone{
		Name:   r.zoneName(s.need("name"), s.place("name")),
		Color:  r.text(s.need("color"), s.place("color")),
		Kind:   floor.Kind(r.text(s.need("kind"), s.place("kind"))),
		Closed: r.truth(s.need("closed"), s.place("closed")),
		WidthM: r.positive(s.need("width_m"), s.place("width_m")),
	}
	if n := s.value("color"); n != nil && !slices.Contains(Colours, z.Color) && !colourCode.MatchString(z.Color) {
		r.fault(n, s.place("color"), `one of `+strings.Join(Colours, ", ")+`, or a code in quotes such as "#c04040"`, "unknown colour %q", z.Color)
	}
	if n := s.value("kind"); n != nil && z.Kind != floor.Ribbon && z.Kind != floor.Cord {
		r.fault(n, s.place("kind"), "", "%q, want ribbon or cord", string(z.Kind))
	}
	if z.Kind == floor.Cord && z.WidthM >= 0.015 {
		r.fault(s.value("width_m"), s.place("width_m"), "call it a ribbon", "a cord is thinner than 0.015 m")
	}
	if n := s.need("outline"); n != nil {
		z.Outline = r.outline(n, s.place("outline"), z.Closed)
	}
	return z
}

func (r *reader) zoneName(n *yaml.Node, at string) string {
	name := r.text(n, at)
	switch {
	case n == nil:
	case strings.TrimSpace(name) == "":
		r.fault(n, at, "", "empty")
	case strings.Contains(name, ";"):
		r.fault(n, at, "", `%q holds a ";", which parts names in exports`, name)
	case strings.HasSuffix(name, ":left"), strings.HasSuffix(name, ":right"):
		r.fault(n, at, "", "%q ends like the side of a cord", name)
	}
	return name
}

func (r *reader) outline(n *yaml.Node, at string, closed bool) []floor.Point {
	before := len(r.faults)
	var outline []floor.Point
	for i, n := range r.list(n, at) {
		if v := r.numbers(n, item(at, i), 2); v != nil {
			outline = append(outline, floor.Point{X: v[0], Y: v[1]})
		}
	}
	if len(r.faults) > before {
		return nil
	}
	want := 2
	if closed {
		want = 3
	}
	if len(outline) < want {
		r.fault(n, at, "", "%s, want at least %d", count(len(outline), "point"), want)
	} else if len(outline) > longest {
		r.fault(n, at, "", "%d points, want at most %d", len(outline), longest)
	} else if i, j, ok := knot(outline, closed); ok {
		r.fault(n, at, "a closed ribbon has one inside: make two zones of it, or leave it open",
			"crosses itself between its points %d and %d", i+1, j+1)
	}
	return outline
}
