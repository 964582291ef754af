// Command show opens a window on made-up people, for the tests of package
// window: "show live", "show replay", "show still" (one scene and no more) and
// "show bare" (Ebiten alone, drawing an empty window). At its end it prints
// what it did as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image"
	"math"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"nabij/canvas"
	"nabij/canvas/controls"
	"nabij/canvas/library"
	"nabij/canvas/player"
	"nabij/canvas/window"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
)

var (
	people   = flag.Int("people", 2, "how many people")
	lang     = flag.String("lang", "en", "language")
	duration = flag.Duration("for", 0, "close after")
	width    = flag.Int("width", 1280, "of the window, px")
	height   = flag.Int("height", 800, "of the window, px")
	past     = flag.Duration("past", 0, "how long the session lasts already")
	dark     = flag.Bool("dark", false, "dark colours")
	scale    = flag.Float64("scale", 1, "size of text")
	empty    = flag.Bool("empty", false, "a start view without a room")
	record   = flag.String("record", "", "of a replay; made, an hour long, where there is none (default: ten minutes that are no file)")
	keys     = flag.String("keys", "", "pressed in a replay at first, such as \"@10m + space\"")
)

// report is what a run did.
type report struct {
	Drawn     int64   `json:"drawn"`
	FrameMs   float64 `json:"frame_ms"`   // of the processor, per drawing after the first
	GapP50    float64 `json:"gap_p50_ms"` // from one drawing to the next
	GapP95    float64 `json:"gap_p95_ms"`
	LastFrame int     `json:"last_frame"`
	At        float64 `json:"at_s"`
	Playing   bool    `json:"playing"`
	Speed     float64 `json:"speed"`
	Kept      bool    `json:"kept"`
	Paused    bool    `json:"paused"`
	Moments   int     `json:"moments"`
	Word      string  `json:"word"`
	Opened    string  `json:"opened"`

	gaps  gaps
	begun float64 // processor time when the first drawing was done, ms
}

// drew counts a drawing.
func (r *report) drew() {
	if r.Drawn == 0 {
		r.begun = cpu()
	}
	r.Drawn++
	r.gaps.drew()
}

func main() {
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var r report
	err := run(ctx, flag.Arg(0), &r)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		if h, ok := err.(interface{ Hint() string }); ok {
			fmt.Fprintln(os.Stderr, "hint:", h.Hint())
		}
		os.Exit(1)
	}
	r.GapP50, r.GapP95 = r.gaps.quantile(0.5), r.gaps.quantile(0.95)
	r.FrameMs = (cpu() - r.begun) / float64(max(1, r.Drawn-1))
	if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
		os.Exit(1)
	}
}

// cpu is the time that this process spent, ms.
func cpu() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

func run(ctx context.Context, what string, r *report) error {
	if what == "bare" {
		return bare(ctx, r)
	}
	look := controls.Look{Lang: words.Lang(*lang), Dark: *dark, Scale: *scale}
	opts := window.Options{
		Width: *width, Height: *height, CloseAfter: *duration, Lang: look.Lang, Dark: *dark, Scale: *scale,
	}
	opts.OnDrawn = func(frame int, _ time.Time) { r.drew(); r.LastFrame = frame }
	talk := &session{}
	switch what {
	case "start":
		opts.Start = front(look, r)
	case "live", "still", "rest":
		opts.Camera = talk.camera
		opts.Panel = controls.Live(room(), talk, look)
		for t := -*past; t < 0; t += time.Second / 5 {
			opts.Panel.Show(at(t))
		}
		scenes := make(chan scene.Scene)
		opts.Scenes = scenes
		go send(ctx, scenes, what)
	case "library":
		opts.Library = browse(look, r)
	case "guide":
		opts.Guide = leading()
	case "replay":
		opts.Panel = controls.Replay(tape{}, look)
		if *record != "" {
			h, err := openHour(*record)
			if err != nil {
				return err
			}
			defer h.Close()
			opts.Panel = controls.Replay(h, look)
		}
		if err := ask(opts.Panel, *keys); err != nil {
			return err
		}
	default:
		return fmt.Errorf("show %q: want live, replay, still, rest or bare", what)
	}
	if err := window.Run(ctx, opts); err != nil {
		return err
	}
	r.Kept, r.Paused, r.Moments, r.Word = talk.kept, talk.paused, talk.moments, talk.word
	if opts.Panel == nil {
		return nil
	}
	if p := opts.Panel.Player(); p != nil {
		r.At, r.Playing, r.Speed = p.At().Seconds(), p.Playing(), p.Speed()
	}
	return nil
}

// front is a start view. Its one record opens with the passphrase "geheim".
func front(look controls.Look, r *report) *window.Start {
	say := words.For(look.Lang)
	return &window.Start{
		News: func() window.News {
			if *empty {
				return window.News{Calibrate: true, Camera: say.Say("start_no_camera")}
			}
			day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
			here := window.Room{Name: room().Name, Plan: room(), About: say.Say("start_room_about", "Count", 3, "Date", say.Date(day))}
			return window.News{
				Calibrate: true, Room: here, Camera: say.Say("start_camera", "Camera", "HD Webcam C270"), Ready: true, Kept: 2,
				Rooms: []window.Room{{Path: "zolder.yaml", Name: "Zolder", About: say.Say("start_room_bare", "Date", say.Date(day))}},
			}
		},
		Look: look,
		Use: func(path string) error {
			fmt.Fprintln(os.Stderr, "uses "+path)
			return nil
		},
		Check: func() []window.Finding {
			return []window.Finding{
				{What: say.Say("computer_eye"), Works: true, Detail: say.Say("computer_works")},
				{What: say.Say("computer_camera"), Works: false, Detail: say.Say("start_no_camera")},
			}
		},
		Open: func(ctx context.Context, c window.Choice) (*window.Show, error) {
			switch {
			case c.Want == window.LookBack && c.Path != "":
				fmt.Fprintln(os.Stderr, "opens "+c.Path)
			case c.Path != "":
				fmt.Fprintln(os.Stderr, "begins "+c.Path)
			}
			switch {
			case c.Want == window.LookBack && c.Passphrase == "":
				return nil, locked("")
			case c.Want == window.LookBack && c.Passphrase != "geheim":
				return nil, locked("that passphrase does not fit")
			case c.Want == window.LookBack && c.Path == "":
				return &window.Show{Library: browse(look, r)}, nil
			case c.Want == window.LookBack:
				r.Opened = c.Path
				return &window.Show{Panel: controls.Replay(tape{}, look)}, nil
			case c.Want == window.Calibrate:
				return nil, errors.New("no camera is connected")
			}
			scenes := make(chan scene.Scene)
			ctx, cancel := context.WithCancel(ctx)
			go send(ctx, scenes, "live")
			return &window.Show{
				Panel: controls.Live(room(), &session{}, look), Scenes: scenes,
				Close: func() error { cancel(); return nil },
			}, nil
		},
	}
}

// browse is a library that notes what is looked back at.
func browse(look controls.Look, r *report) *window.Browse {
	return &window.Browse{
		Library: library.New(&shelf{}, look.Lang),
		LookBack: func(_ context.Context, path string) (*window.Show, error) {
			r.Opened = path
			return &window.Show{Panel: controls.Replay(tape{}, look)}, nil
		},
	}
}

// shelf is a library of two records that cannot be changed.
type shelf struct{ library.Shelf }

func (*shelf) KeepYears() float64 { return 0 }

func (*shelf) List(context.Context) ([]library.Entry, error) {
	began := time.Date(2026, 11, 22, 14, 5, 0, 0, time.UTC)
	people := []library.Person{{Name: "Anna", Role: library.RoleClient}, {Name: "Bert"}}
	return []library.Entry{
		{Path: "b.nabij", Began: began.AddDate(0, 0, -5), People: people},
		{Path: "a.nabij", Title: "De cirkel", Began: began, Length: 50 * time.Minute, People: people, Notes: []string{"rustig"}},
	}, nil
}

type locked string

func (l locked) Error() string       { return string(l) }
func (l locked) NewPassphrase() bool { return false }

// send sends scenes of people who walk; of such as rest; or only one.
func send(ctx context.Context, scenes chan<- scene.Scene, what string) {
	tick := time.NewTicker(time.Second / 30)
	defer tick.Stop()
	for n := 1; ; n++ {
		s := at(time.Duration(n-1) * time.Second / 30)
		if what == "rest" {
			s.People, s.Pairs = at(0).People, at(0).Pairs
		}
		select {
		case <-ctx.Done():
			return
		case scenes <- s:
		}
		if what == "still" {
			return
		}
		<-tick.C
	}
}

// room has a closed ribbon, another one and a cord.
func room() floor.Room {
	ring := func(x, y, r float64) (outline []floor.Point) {
		for i := range 24 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 12)
			outline = append(outline, floor.Point{X: x + r*cos*(1+0.1*sin), Y: y + r*sin*(1+0.08*cos)})
		}
		return outline
	}
	return floor.Room{Name: "Praktijkruimte", Zones: []floor.Zone{
		{Name: "veilig", Color: "blue", Kind: floor.Ribbon, Closed: true, WidthM: 0.03, Outline: ring(1.2, 1.4, 0.8)},
		{Name: "samen", Color: "yellow", Kind: floor.Ribbon, Closed: true, WidthM: 0.03, Outline: ring(3.4, 2.2, 1.0)},
		{Name: "koord", Color: "white", Kind: floor.Cord, WidthM: 0.008, Outline: []floor.Point{{X: 0.4, Y: 3.4}, {X: 1.8, Y: 3.0}, {X: 2.4, Y: 3.6}}},
	}}
}

var names = []string{"Anna", "Bert", "Carla", "Dirk", "Els", "Frits", "Greet", "Hugo"}

// at is the made-up scene of a time: people who walk slowly round the room.
func at(t time.Duration) scene.Scene {
	s := scene.Scene{Frame: 1 + int(t.Seconds()*30+0.5), At: t}
	for i := range *people {
		phase := t.Seconds()*0.15*(1+0.2*float64(i)) + 2.1*float64(i)
		s.People = append(s.People, scene.Person{
			Name: names[i], Posture: scene.Stand, HeightM: 1.7, FeetSeen: 1, Seen: true,
			Place: floor.Place{
				At:  floor.Point{X: 2.4 + 1.7*math.Cos(phase), Y: 2 + 1.2*math.Sin(phase*1.3)},
				Cov: floor.Cov{XX: 0.002 * float64(1+i), XY: 0.0005, YY: 0.004},
			},
		})
	}
	for i := range s.People {
		for j := range i {
			a, b := s.People[j], s.People[i]
			s.Pairs = append(s.Pairs, scene.Pair{A: a.Name, B: b.Name, DistanceM: a.Place.At.Distance(b.Place.At), VarM2: 0.004})
		}
	}
	return s
}

// session is a session that only counts.
type session struct {
	kept, paused, seen bool
	moments            int
	word               string
}

func (s *session) Keeping() bool           { return s.kept }
func (s *session) Keep() error             { s.kept = true; return nil }
func (s *session) Paused() bool            { return s.paused }
func (s *session) Pause(closed bool) error { s.paused = closed; return nil }
func (s *session) Edit(m scene.Moment) error {
	s.word = m.Word
	return nil
}

func (s *session) Mark(scene.Moment) (int64, error) { s.moments++; return int64(s.moments), nil }

// Guests are the made-up people.
func (s *session) Guests() (list []controls.Guest) {
	for i := range *people {
		list = append(list, controls.Guest{Seen: string(rune('A' + i)), Name: names[i], Look: canvas.Light().Look(i)})
	}
	return list
}

func (s *session) Welcome(guests []controls.Guest) error {
	for i, g := range guests {
		names[i] = g.Name
	}
	return nil
}

func (*session) Exchange(string, string) error { return nil }

// See opens or closes the view of a made-up camera.
func (s *session) See(open bool) { s.seen = open }

func (s *session) camera() *image.RGBA {
	if !s.seen {
		return nil
	}
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range img.Pix {
		img.Pix[i] = uint8(i / 48)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

// tape is ten minutes of made-up scenes.
type tape struct{}

func (tape) Span() player.Span                       { return player.Span{To: 10 * time.Minute} }
func (tape) At(t time.Duration) (scene.Scene, error) { return at(t.Truncate(time.Second / 30)), nil }
func (tape) RoomAt(time.Duration) floor.Room         { return room() }
func (tape) Moments() []scene.Moment {
	return []scene.Moment{{At: time.Minute}, {At: 4 * time.Minute}}
}

func (tape) Gaps() []player.Span { return []player.Span{{From: 5 * time.Minute, To: 6 * time.Minute}} }

// blank is a window of Ebiten as its documentation begins: nothing drawn,
// sixty times a second.
type blank struct {
	ctx context.Context
	r   *report
}

func (e *blank) Update() error {
	if e.ctx.Err() != nil {
		return ebiten.Termination
	}
	return nil
}
func (e *blank) Draw(*ebiten.Image)       { e.r.drew() }
func (*blank) Layout(w, h int) (int, int) { return w, h }

func bare(ctx context.Context, r *report) error {
	if *duration > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, *duration)
		defer cancel()
	}
	ebiten.SetWindowSize(*width, *height)
	return ebiten.RunGame(&blank{ctx, r})
}
