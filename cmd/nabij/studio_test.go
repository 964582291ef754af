package main

import (
	"errors"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"nabij/canvas"
	"nabij/canvas/guide"
	"nabij/config"
	"nabij/vision"
	"nabij/vision/camera"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/synth"
)

// webcam is a camera that sees a drawn room, with the noise of a sensor, until
// something is the matter with it.
type webcam struct {
	img    *image.RGBA
	fault  atomic.Value // what is the matter: "", "black", "frozen" or "gone"
	opened atomic.Int32 // how often
}

func (w *webcam) is() string { f, _ := w.fault.Load().(string); return f }

func (w *webcam) Cameras() ([]camera.Info, error) {
	if w.is() == "gone" {
		return nil, nil
	}
	return []camera.Info{{Name: "drawn webcam", Number: 3, Identity: "1:2 x"}}, nil
}

func (w *webcam) Open(camera.Info, vision.Size, float64) (camera.Device, error) {
	if w.is() == "gone" {
		return nil, errors.New("not connected")
	}
	w.opened.Add(1)
	return &webcamDevice{webcam: w, r: rand.New(rand.NewPCG(1, 2)), last: bgr(w.img)}, nil
}

type webcamDevice struct {
	*webcam
	r    *rand.Rand
	last []byte
}

func (d *webcamDevice) Read(time.Duration) (vision.Picture, error) {
	time.Sleep(time.Second / 30)
	switch d.is() {
	case "gone":
		return nil, errors.New("nothing comes")
	case "black":
		d.last = make([]byte, len(d.last))
		for i := 0; i < len(d.last); i += 97 {
			d.last[i] = byte(d.r.IntN(4))
		}
	case "frozen":
	default:
		d.last = bgr(d.img)
		for i := 0; i < len(d.last); i += 7 {
			d.last[i] = byte(min(255, int(d.last[i])+d.r.IntN(3)))
		}
	}
	size := d.img.Rect.Size()
	return opencv.NewPicture(vision.Size{Width: size.X, Height: size.Y}, d.last)
}

func (*webcamDevice) Rate() float64 { return 30 }
func (*webcamDevice) Close() error  { return nil }

// Held is what such a camera says: its white balance goes on by itself.
func (*webcamDevice) Held() []camera.Held {
	return []camera.Held{
		{Setting: camera.Exposure, Hold: camera.Locked}, {Setting: camera.Focus, Hold: camera.Fixed}, {Setting: camera.WhiteBalance, Hold: camera.Refused},
	}
}

// itself says an error as it is.
func itself(err error) error { return err }

// TestGuideThroughACamera calibrates a room with sheets through a camera, which
// goes black, stands still and is unplugged on the way.
func TestGuideThroughACamera(t *testing.T) {
	home := t.TempDir()
	for _, v := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(v, filepath.Join(home, v))
	}
	r := rand.New(rand.NewPCG(12, 1))
	laid := synth.RandomPapers(r, 5)
	for laid.Size != (vision.Size{Width: 640, Height: 360}) || len(laid.Papers) < 5 {
		laid = synth.RandomPapers(r, 5)
	}
	img, err := laid.Photo()
	if err != nil {
		t.Fatal(err)
	}
	eye := &webcam{img: img}
	s := &studio{driver: eye, plainly: itself}
	g := guide.New(s, guide.Options{Lang: "en"})
	defer func() {
		g.Leave()
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	var sheet guide.Sheet
	until := func(what string, so func() bool) {
		t.Helper()
		for end := time.Now().Add(patienceWithEye); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
			g.Tick(time.Now())
			g.Draw(&sheet, 1280, 800)
			if so() {
				return
			}
		}
		t.Fatalf("waited for %s; it says: %s", what, saidBy(&sheet))
	}
	press := func(id string) {
		t.Helper()
		until(id, func() bool {
			for _, w := range sheet.Widgets {
				if w.ID == id && !w.Off {
					return true
				}
			}
			return false
		})
		g.Press(id)
	}
	reads := func(words string) {
		t.Helper()
		until(words, func() bool { return strings.Contains(saidBy(&sheet), words) })
	}
	reads("640 × 360 px, 30 a second")
	reads("The camera keeps its exposure and focus as they are now.")
	reads("This camera cannot hold its white balance")
	for fault, said := range map[string]string{"black": "The picture is black", "frozen": "The picture stands still", "gone": "not connected"} {
		eye.fault.Store(fault)
		reads(said)
		eye.fault.Store("")
		until("the picture to come back", func() bool { p, _ := g.Picture(); return p != nil })
	}
	press("next")
	press("sheets")
	press("look")
	reads("sheets were found")
	press("next")
	reads("How exact is the floor")
	press("next")
	press("next") // without ribbons
	press("save")
	reads("Saved")
	file := filepath.Join(home, "XDG_DATA_HOME", "nabij", "rooms", "Practice room.yaml")
	room, err := config.LoadRoom(file)
	if err != nil {
		t.Fatal(err)
	}
	if room.Device != "drawn webcam" || len(room.Points) < 12 || len(room.Landmarks) == 0 {
		t.Errorf("device %q, %d points, %d landmarks", room.Device, len(room.Points), len(room.Landmarks))
	}
	if last, err := chosenRoom(""); err != nil || last != file {
		t.Errorf("the next start begins with %q, %v", last, err)
	}
	if _, err := os.Stat(file + ".bak"); err == nil {
		t.Error("a new room has a version before")
	}
}

// patienceWithEye is how long a busy machine may take to load the person
// network and look at twenty pictures.
const patienceWithEye = 3 * time.Minute

// saidBy is all that a sheet says.
func saidBy(sheet *guide.Sheet) (all string) {
	for _, op := range sheet.Over.Ops {
		if text, is := op.(canvas.Text); is {
			all += text.Words + " "
		}
	}
	return all
}

// TestANewRoomNeverTakesAnothersFile saves rooms one after the other.
func TestANewRoomNeverTakesAnothersFile(t *testing.T) {
	home := t.TempDir()
	for _, v := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(v, filepath.Join(home, v))
	}
	room, err := config.LoadRoom(filepath.Join("testdata", "scene", "room.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	room.Landmarks = []floor.Landmark{{At: vision.Pixel{U: 1, V: 1}, Descriptor: []byte{1}}}
	named := filepath.Join(home, "mine.yaml")
	s := &studio{path: named, fresh: true, plainly: itself}
	room.Name = "a/b: zolder"
	var files []string
	for _, anew := range []bool{true, false, true, true} {
		file, err := s.Save(room, anew)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, strings.TrimPrefix(file, home))
	}
	rooms := filepath.Join("/XDG_DATA_HOME", "nabij", "rooms")
	want := []string{"/mine.yaml", "/mine.yaml", filepath.Join(rooms, "ab zolder.yaml"), filepath.Join(rooms, "ab zolder 2.yaml")}
	if !slices.Equal(files, want) {
		t.Errorf("saved to %q, want %q", files, want)
	}
}
