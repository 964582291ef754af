package guide

import (
	"math"
	"slices"
	"strconv"

	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/floor"
)

// cameraPage chooses the camera and shows what it sees.
type cameraPage struct {
	plain
	known  []Camera
	source string // that is watched, or being opened; empty: none
	opened Opened
	ready  bool // opened is so
	failed bool
}

// usual is the size that a new room's camera is asked for, px.
var usual = vision.Size{Width: 1280, Height: 720}

// begin shows the camera's page, and opens the camera that is surely meant.
func (g *Guide) begin() {
	p := &g.pages.camera
	g.open(stepCamera, p)
	p.list(g)
	switch {
	case g.options.Source != "":
		p.choose(g, g.options.Source)
	case g.room.Device != "":
		for _, c := range p.known {
			if c.Name == g.room.Device || c.Source == g.room.Device {
				p.choose(g, c.Source)
				return
			}
		}
	case len(p.known) == 1:
		p.choose(g, p.known[0].Source)
	}
}

// list reads which cameras there are.
func (p *cameraPage) list(g *Guide) {
	known, err := g.program.Cameras()
	if err != nil {
		g.tell(err)
	}
	p.known = known
}

func (p *cameraPage) choose(g *Guide, source string) {
	p.source, p.ready, p.failed, p.opened, g.told = source, false, false, Opened{}, trouble{}
	size := usual
	if !g.room.Size.Empty() {
		size = g.room.Size
	}
	g.watchSource(source, size)
}

func (p *cameraPage) openedAs(g *Guide, o Opened) {
	p.opened, p.ready, g.stale = o, true, true
}

func (p *cameraPage) failedTo(g *Guide, err error) {
	g.frame = Frame{}
	p.ready, p.failed = false, true
	if g.step != stepCamera {
		g.openStep(stepCamera)
	}
	g.tell(err)
}

func (p *cameraPage) items(g *Guide) []Item {
	items := []Item{{Kind: Heading, Words: g.say.Say("guide_camera_title")}}
	items = append(items, p.choices(g)...)
	if p.ready {
		items = append(items, Item{Kind: Small, Words: p.describe(g)})
		items = append(items, p.locks(g)...)
	}
	items = append(items, g.notes()...)
	if p.ready && p.other(g) {
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_camera_other", "Room", g.roomName())})
	} else if p.ready && g.frame.Trouble == "" {
		items = append(items, Item{Kind: Text, Words: g.say.Say("guide_camera_look")}, Item{Kind: Small, Words: g.say.Say("guide_camera_mirror")})
	}
	if !g.anew {
		items = append(items, Item{Kind: Button, ID: "new", Words: g.say.Say("guide_camera_new_room"), Low: true})
	}
	next := words.ID("guide_next")
	if p.ready && p.other(g) {
		next = "guide_camera_anew"
	}
	return append(items, g.low(next, "next", !p.ready || g.frame.Image == nil)...)
}

// mostCameras is how many cameras are listed.
const mostCameras = 5

// choices lists the cameras.
func (p *cameraPage) choices(g *Guide) (items []Item) {
	if g.options.Source != "" && !slices.ContainsFunc(p.known, func(c Camera) bool { return c.Source == p.source }) {
		return nil
	}
	if len(p.known) == 0 {
		return []Item{
			{Kind: Text, Words: g.say.Say("guide_camera_none")},
			{Kind: Main, ID: "again", Words: g.say.Say("guide_camera_again"), First: true},
		}
	}
	if p.source == "" {
		items = append(items, Item{Kind: Text, Words: g.say.Say("guide_camera_which")})
	}
	for i, c := range p.known[:min(mostCameras, len(p.known))] {
		items = append(items, Item{Kind: Choice, ID: "camera" + strconv.Itoa(i), Words: c.Name, On: c.Source == p.source, First: p.source == "" && i == 0})
	}
	return items
}

// describe says what the source gives.
func (p *cameraPage) describe(g *Guide) string {
	o := p.opened
	if o.RateHz <= 0 {
		return g.say.Say("guide_camera_size", "Width", o.Size.Width, "Height", o.Size.Height)
	}
	return g.say.Say("guide_camera_size_rate", "Width", o.Size.Width, "Height", o.Size.Height, "Rate", int(math.Round(o.RateHz)))
}

// locks says what the camera holds still, and plainly what it does not.
func (p *cameraPage) locks(g *Guide) (items []Item) {
	var held, free []string
	for _, l := range p.opened.Locks {
		what := g.say.Say(words.ID("guide_lock_" + l.What))
		if l.Held {
			held = append(held, what)
		} else {
			free = append(free, what)
		}
	}
	if len(held) > 0 {
		items = append(items, Item{Kind: Small, Words: g.say.Say("guide_camera_held", "What", g.say.And(held), "Count", len(held))})
	}
	if len(free) > 0 {
		items = append(items, Item{Kind: Small, Words: g.say.Say("guide_camera_free", "What", g.say.And(free), "Count", len(free))})
	}
	return items
}

// other reports whether the room was measured with another camera, or with
// pictures of another size.
func (p *cameraPage) other(g *Guide) bool {
	if len(g.room.Points) == 0 {
		return false
	}
	return g.room.Size != p.opened.Size || g.room.Device != "" && p.opened.Name != "" && g.room.Device != p.opened.Name
}

func (p *cameraPage) press(g *Guide, id string) {
	switch id {
	case "again":
		p.list(g)
		if len(p.known) == 1 {
			p.choose(g, p.known[0].Source)
		}
	case "new":
		g.room = floor.Room{}
		g.anew, g.options.File = true, ""
		g.forget()
	case "next":
		p.next(g)
	default:
		if i, err := strconv.Atoi(id[len("camera"):]); err == nil && i < len(p.known) {
			p.choose(g, p.known[i].Source)
		}
	}
}

// next goes on with the camera that is watched. What was measured with another
// one holds no longer.
func (p *cameraPage) next(g *Guide) {
	if p.other(g) {
		g.room.Lens, g.room.Points, g.room.Zones, g.room.Checks, g.room.Landmarks = nil, nil, nil, nil, nil
		g.forget()
	}
	g.room.Size = p.opened.Size
	if p.opened.Name != "" {
		g.room.Device = p.opened.Name
	}
	g.pages.ways = waysPage{}
	g.openStep(stepFloor)
	g.compare()
}

// forget forgets the floor that was measured.
func (g *Guide) forget() {
	g.lens, g.first, g.ground, g.reached = nil, nil, nil, stepCamera
	g.pages.ribbons, g.pages.sheets, g.pages.points = ribbonsPage{}, sheetsPage{}, pointsPage{}
}

// roomName is how the room is called.
func (g *Guide) roomName() string {
	if g.room.Name != "" {
		return g.room.Name
	}
	return g.options.File
}

// troubleID is the sentence for what is the matter with a camera's pictures.
func troubleID(t vision.Trouble) words.ID {
	switch t {
	case vision.CameraDark:
		return "guide_camera_dark"
	case vision.CameraStill:
		return "guide_camera_still"
	}
	return words.ID("notice_camera_" + string(t))
}
