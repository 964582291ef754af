package export

import (
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
)

// The messages of the map, as Foxglove's 3D panel draws them: a grey column
// for each person, as wide as the place is uncertain, with the name above it;
// zones as lines on the floor.

// frameID is the floor frame of the room: metres, z upwards.
const frameID = "floor"

type (
	update struct {
		Deletions []deletion `json:"deletions"`
		Entities  []entity   `json:"entities"`
	}
	deletion struct {
		Timestamp instant `json:"timestamp"`
		Type      int     `json:"type"` // 0: the one of that id
		ID        string  `json:"id"`
	}
	entity struct {
		Timestamp   instant    `json:"timestamp"`
		FrameID     string     `json:"frame_id"`
		ID          string     `json:"id"`
		Lifetime    instant    `json:"lifetime"` // zero: until replaced
		FrameLocked bool       `json:"frame_locked"`
		Metadata    []any      `json:"metadata"`
		Arrows      []any      `json:"arrows"`
		Cubes       []any      `json:"cubes"`
		Spheres     []any      `json:"spheres"`
		Cylinders   []cylinder `json:"cylinders"`
		Lines       []polyline `json:"lines"`
		Triangles   []any      `json:"triangles"`
		Texts       []label    `json:"texts"`
		Models      []any      `json:"models"`
	}
	cylinder struct {
		Pose        pose    `json:"pose"`
		Size        vector  `json:"size"`
		BottomScale float64 `json:"bottom_scale"`
		TopScale    float64 `json:"top_scale"`
		Color       colour  `json:"color"`
	}
	polyline struct {
		Type           int      `json:"type"` // 0 a strip, 1 a loop
		Pose           pose     `json:"pose"`
		Thickness      float64  `json:"thickness"`
		ScaleInvariant bool     `json:"scale_invariant"`
		Points         []vector `json:"points"`
		Color          colour   `json:"color"`
		Colors         []colour `json:"colors"`
		Indices        []int    `json:"indices"`
	}
	label struct {
		Pose           pose    `json:"pose"`
		Billboard      bool    `json:"billboard"`
		FontSize       float64 `json:"font_size"`
		ScaleInvariant bool    `json:"scale_invariant"`
		Color          colour  `json:"color"`
		Text           string  `json:"text"`
	}
	pose struct {
		Position    vector     `json:"position"`
		Orientation quaternion `json:"orientation"`
	}
	vector struct {
		X float64 `json:"x"`
		Y float64 `json:"y"`
		Z float64 `json:"z"`
	}
	quaternion struct {
		X float64 `json:"x"`
		Y float64 `json:"y"`
		Z float64 `json:"z"`
		W float64 `json:"w"`
	}
	colour struct {
		R float64 `json:"r"`
		G float64 `json:"g"`
		B float64 `json:"b"`
		A float64 `json:"a"`
	}
	instant struct {
		Sec  int64 `json:"sec"`
		Nsec int64 `json:"nsec"`
	}
)

func stamp(t time.Time) instant { return instant{t.Unix(), int64(t.Nanosecond())} }

func upright(x, y, z float64) pose { return pose{vector{x, y, z}, quaternion{W: 1}} }

// drawn returns what changes on the map with a scene.
func (m *mcapTrack) drawn(s *scene.Scene, at time.Time) update {
	u := update{Deletions: []deletion{}, Entities: []entity{}}
	m.lay(&u, s.At, at)
	gone := m.shown
	m.shown = map[string]bool{}
	for i := range s.People {
		p := &s.People[i]
		if p.Place.At.Finite() {
			u.Entities = append(u.Entities, personEntity(p, at))
			m.shown[p.Name] = true
			delete(gone, p.Name)
		}
	}
	for name := range gone {
		u.Deletions = append(u.Deletions, deletion{Timestamp: stamp(at), ID: "person " + name})
	}
	return u
}

// lay draws the zones anew where they were laid.
func (m *mcapTrack) lay(u *update, now time.Duration, at time.Time) {
	laid := false
	lay := m.lying
	for len(m.zones) > 0 && m.zones[0].From <= now {
		laid, lay, m.zones = true, m.zones[0].Zones, m.zones[1:]
	}
	if !laid {
		return
	}
	for i := range m.lying {
		u.Deletions = append(u.Deletions, deletion{Timestamp: stamp(at), ID: "zone " + m.lying[i].Name})
	}
	for i := range lay {
		u.Entities = append(u.Entities, zoneEntity(&lay[i], at))
	}
	m.lying = lay
}

func newEntity(id string, at time.Time) entity {
	return entity{Timestamp: stamp(at), FrameID: frameID, ID: id, Metadata: []any{}, Arrows: []any{}, Cubes: []any{}, Spheres: []any{},
		Cylinders: []cylinder{}, Lines: []polyline{}, Triangles: []any{}, Texts: []label{}, Models: []any{}}
}

func personEntity(p *scene.Person, at time.Time) entity {
	const thinM, lowM = 0.1, 0.2 // so that a sure place can still be seen, and an unknown height
	long, short, _ := p.Place.Cov.Axes()
	if null(long+short) == nil {
		long, short = 0, 0
	}
	wide, high := max(thinM, long+short), lowM // the mean diameter at one standard deviation
	if p.HeightM > lowM && null(p.HeightM) != nil {
		high = p.HeightM
	}
	e := newEntity("person "+p.Name, at)
	e.Cylinders = []cylinder{{Pose: upright(p.Place.At.X, p.Place.At.Y, high/2), Size: vector{wide, wide, high},
		BottomScale: 1, TopScale: 1, Color: colour{0.55, 0.55, 0.6, 0.6}}}
	e.Texts = []label{{Pose: upright(p.Place.At.X, p.Place.At.Y, high+0.15), Billboard: true, FontSize: 0.2,
		Color: colour{0.9, 0.9, 0.9, 1}, Text: p.Name}}
	return e
}

func zoneEntity(z *floor.Zone, at time.Time) entity {
	line := polyline{Pose: upright(0, 0, 0), Thickness: max(0.01, z.WidthM), Points: []vector{},
		Color: colour{0.7, 0.7, 0.7, 1}, Colors: []colour{}, Indices: []int{}}
	if z.Closed {
		line.Type = 1
	}
	for _, p := range z.Outline {
		line.Points = append(line.Points, vector{p.X, p.Y, 0})
	}
	e := newEntity("zone "+z.Name, at)
	e.Lines = []polyline{line}
	return e
}
