package opencv

import (
	"context"
	"image"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/ribbon"
)

const (
	// firstSearch is after how many frames ribbons are searched for, or fewFrames
	// where so many do not come soon, and searchEvery how long after that they are
	// again, while parts stay hidden.
	firstSearch = 20
	fewFrames   = 4
	soon        = 2500 * time.Millisecond
	searchEvery = 4 * time.Second
	// A search is worth while only where more of the room was seen.
	seenMore = 0.004
	// shortestLook is how long is looked in any case for what is hidden to come
	// free, and longestLook how long what is known to be hidden is waited for.
	shortestLook = 10 * time.Second
	longestLook  = 3 * time.Minute
)

// ribbonLook is one look for newly laid ribbons, with people in the room: a
// picture of the floor is put together of what nobody hides.
type ribbonLook struct {
	begun, searched time.Duration
	empty           *EmptyRoom
	frames          int
	running         chan outcome // nil: no search goes on
	stop            context.CancelFunc
	picture         *image.RGBA // that is searched
	seen            float64     // share of the room in it
	last            bool        // the search that goes on is the last
}

// outcome is what a search found.
type outcome struct {
	zones  []floor.Zone
	failed bool
}

func (l *ribbonLook) end() {
	if l.running != nil {
		l.stop()
		<-l.running
	}
	l.empty.Close()
}

// LookForRibbons begins to look for ribbons that were laid or moved, or ends a
// look that waits for hidden parts.
func (m *Minder) LookForRibbons() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked = true
}

// Looking reports whether ribbons are being looked for.
func (m *Minder) Looking() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked || m.waits
}

// lookForRibbons goes on with a look, if there is one, and says so in the sight.
func (m *Minder) lookForRibbons(ctx context.Context, frame vision.Frame, sight *vision.Sight, people []vision.Box) error {
	m.mu.Lock()
	asked := m.asked
	m.asked = false
	m.mu.Unlock()
	switch {
	case asked && m.look == nil:
		m.begin(frame)
	case asked:
		m.look.searched, m.look.begun = 0, frame.At-longestLook // it is enough
	}
	if m.look != nil {
		if err := m.goOn(ctx, frame, sight, people); err != nil {
			return err
		}
	}
	sight.RibbonsLaid = frame.At < m.found
	sight.RibbonsFailed = frame.At < m.failed
	sight.RibbonsSought = m.look != nil && !sight.RibbonsLaid
	return nil
}

func (m *Minder) begin(frame vision.Frame) {
	look := &ribbonLook{begun: frame.At, empty: NewEmptyRoom(sizeOf(frame))}
	m.set(look)
}

func (m *Minder) set(look *ribbonLook) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.look, m.waits = look, look != nil
}

// goOn takes in a frame, and begins or ends a search.
func (m *Minder) goOn(ctx context.Context, frame vision.Frame, sight *vision.Sight, people []vision.Box) error {
	l := m.look
	if !sight.Glance { // at a glance nobody is looked for
		if err := l.empty.Add(frame, people); err != nil {
			return err
		}
		l.frames++
	}
	if l.running != nil {
		select {
		case found := <-l.running:
			l.running = nil
			l.stop()
			if found.failed {
				m.failed = frame.At + sayFound
				m.endLook()
				return nil
			}
			m.took(frame.At, found.zones)
		default:
		}
		return nil
	}
	over := frame.At-l.begun >= longestLook
	enough := l.frames >= firstSearch || l.frames >= fewFrames && frame.At-l.begun >= soon
	if !enough && !over || l.searched > 0 && frame.At-l.searched < searchEvery {
		return nil
	}
	if l.picture != nil && !over && l.empty.Seen() < l.seen+seenMore && frame.At-l.begun < shortestLook {
		return nil
	}
	return m.search(ctx, frame.At, over)
}

// search begins to search the floor as far as it was seen.
func (m *Minder) search(ctx context.Context, at time.Duration, last bool) (err error) {
	l := m.look
	if l.picture, err = l.empty.Picture(); err != nil {
		return err
	}
	now := m.room.Load()
	var region []floor.Point
	for _, p := range now.room.Points {
		region = append(region, p.Floor)
	}
	ctx, l.stop = context.WithCancel(ctx)
	l.searched, l.seen = at, l.empty.Seen()
	l.last = last || l.seen >= wholeRoom
	running := make(chan outcome, 1)
	l.running = running
	picture := l.picture
	go func() { running <- findRibbons(ctx, picture, now.floor, region) }()
	return nil
}

// findRibbons searches. A search that fails, by whatever mistake, leaves the ribbons
// as they were, and the session goes on.
func findRibbons(ctx context.Context, picture *image.RGBA, f *floor.Floor, region []floor.Point) (out outcome) {
	defer func() {
		if recover() != nil {
			out = outcome{failed: true}
		}
	}()
	zones, err := ribbon.Find(ctx, picture, f, region)
	return outcome{zones, err != nil}
}

// took takes what a search found, and ends the look when nothing is hidden that
// could change it.
func (m *Minder) took(at time.Duration, found []floor.Zone) {
	l, now := m.look, m.room.Load()
	seen := func(p floor.Point) bool {
		px, ok := now.floor.ToPicture(p, 0)
		at := image.Point{X: int(px.U + 0.5), Y: int(px.V + 0.5)}
		// Outside of the picture there is nothing to wait for.
		return !ok || !at.In(l.picture.Rect) || l.picture.Pix[l.picture.PixOffset(at.X, at.Y)+3] > 0
	}
	r := ribbon.Renew(found, now.room.Zones, seen, l.last)
	if r.Changed() {
		room := now.room
		room.Zones = r.Zones
		m.renew(minded{room, now.floor})
		m.found = at + sayFound
	}
	waits := r.Waiting > 0 || len(r.Hidden) > 0 || at-l.begun < shortestLook
	if l.last || !waits {
		m.endLook()
	}
}

func (m *Minder) endLook() {
	m.look.empty.Close()
	m.set(nil)
}
