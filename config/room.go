package config

import (
	"encoding/hex"
	"strconv"

	"gopkg.in/yaml.v3"

	"nabij/vision"
	"nabij/vision/floor"
)

func (r *reader) room(root *yaml.Node) floor.Room {
	s := r.section(root, "", "version", "name", "camera", "floor", "zones", "checks", "landmarks")
	if n := s.need("version"); n != nil && n.Value != strconv.Itoa(Version) {
		r.fault(n, "version", "a newer nabij may read it", "%s, this program reads version %d", kind(n), Version)
		return floor.Room{}
	}
	room := floor.Room{Name: r.text(s.value("name"), "name")}
	if n := s.need("camera"); n != nil {
		r.camera(n, &room)
	}
	if n := s.need("floor"); n != nil {
		points := r.section(n, "floor", "points")
		if n := points.need("points"); n != nil {
			room.Points = r.points(n, "floor.points", room.Size)
		}
	}
	room.Zones = r.zones(s.value("zones"))
	for i, n := range r.list(s.value("checks"), "checks") {
		room.Checks = append(room.Checks, r.check(n, item("checks", i)))
	}
	for i, n := range r.list(s.value("landmarks"), "landmarks") {
		room.Landmarks = append(room.Landmarks, r.landmark(n, item("landmarks", i), room.Size))
	}
	return room
}

func (r *reader) camera(n *yaml.Node, room *floor.Room) {
	s := r.section(n, "camera", "device", "size", "lens")
	room.Device = r.text(s.value("device"), "camera.device")
	if n := s.need("size"); n != nil {
		room.Size = r.size(n, "camera.size")
	}
	if n := s.value("lens"); n != nil {
		room.Lens = r.lens(n, "camera.lens")
	}
}

func (r *reader) size(n *yaml.Node, at string) vision.Size {
	v := r.numbers(n, at, 2)
	if v == nil {
		return vision.Size{}
	}
	size := vision.Size{Width: int(v[0]), Height: int(v[1])}
	if float64(size.Width) != v[0] || float64(size.Height) != v[1] || size.Empty() {
		r.fault(n, at, "", "want two whole numbers above 0: width and height in px")
		return vision.Size{}
	}
	return size
}

func (r *reader) lens(n *yaml.Node, at string) *floor.Lens {
	s := r.section(n, at, "focal", "centre", "distortion")
	var lens floor.Lens
	if n := s.need("focal"); n != nil {
		if v := r.numbers(n, s.place("focal"), 2); v != nil {
			lens.FX, lens.FY = v[0], v[1]
			if lens.FX <= 0 || lens.FY <= 0 {
				r.fault(n, s.place("focal"), "", "want more than 0 px")
			}
		}
	}
	if v := r.numbers(s.need("centre"), s.place("centre"), 2); v != nil {
		lens.CX, lens.CY = v[0], v[1]
	}
	if v := r.numbers(s.value("distortion"), s.place("distortion"), 5); v != nil {
		lens.K1, lens.K2, lens.P1, lens.P2, lens.K3 = v[0], v[1], v[2], v[3], v[4]
	}
	return &lens
}

func (r *reader) points(n *yaml.Node, at string, size vision.Size) []floor.Correspondence {
	before := len(r.faults)
	items := r.list(n, at)
	if len(items) < 4 && len(r.faults) == before {
		r.fault(n, at, "point out at least 4 places on the floor, not in one line: nabij calibrate",
			"%s, want at least 4", count(len(items), "point"))
	}
	var points []floor.Correspondence
	for i, n := range items {
		s := r.section(n, item(at, i), "picture", "floor")
		var c floor.Correspondence
		if n := s.need("picture"); n != nil {
			c.Picture = r.pixel(n, s.place("picture"), size)
		}
		if v := r.numbers(s.need("floor"), s.place("floor"), 2); v != nil {
			c.Floor = floor.Point{X: v[0], Y: v[1]}
		}
		points = append(points, c)
	}
	return points
}

// pixel reads a place in a picture of that size. The origin is the centre of
// the top-left pixel, so the picture reaches from -0.5 to its width - 0.5.
func (r *reader) pixel(n *yaml.Node, at string, size vision.Size) vision.Pixel {
	v := r.numbers(n, at, 2)
	if v == nil {
		return vision.Pixel{}
	}
	p := vision.Pixel{U: v[0], V: v[1]}
	right, bottom := float64(size.Width)-0.5, float64(size.Height)-0.5
	if !size.Empty() && (p.U < -0.5 || p.V < -0.5 || p.U > right || p.V > bottom) {
		r.fault(n, at, "camera.size must be the size of the pictures that the points were taken in",
			"[%v, %v] is outside the picture of %d x %d px", p.U, p.V, size.Width, size.Height)
	}
	return p
}

func (r *reader) check(n *yaml.Node, at string) floor.Check {
	s := r.section(n, at, "at", "measured_m", "found_m")
	c := floor.Check{
		MeasuredM: r.positive(s.need("measured_m"), s.place("measured_m")),
		FoundM:    r.positive(s.need("found_m"), s.place("found_m")),
	}
	if v := r.numbers(s.need("at"), s.place("at"), 2); v != nil {
		c.At = floor.Point{X: v[0], Y: v[1]}
	}
	return c
}

// landmark reads [u, v, "hex"]. The descriptor is held short so that no
// picture can hide in it.
func (r *reader) landmark(n *yaml.Node, at string, size vision.Size) floor.Landmark {
	items := r.list(n, at)
	if len(items) != 3 {
		r.fault(n, at, "", `want [u_px, v_px, "descriptor in hex"]`)
		return floor.Landmark{}
	}
	place := yaml.Node{Kind: yaml.SequenceNode, Line: n.Line, Content: items[:2]}
	mark := floor.Landmark{At: r.pixel(&place, at, size)}
	descriptor, err := hex.DecodeString(r.text(items[2], at))
	if err != nil {
		r.fault(items[2], at, "", "the descriptor is not written in hex")
	}
	if len(descriptor) > 32 {
		r.fault(items[2], at, "", "a descriptor of %d bytes, want at most 32", len(descriptor))
	}
	mark.Descriptor = descriptor
	return mark
}
