package opencv

import (
	"path/filepath"
	"slices"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"nabij/vision/camera"
)

// board is a camera's controls as a driver would have them.
type board struct {
	values  map[uint32]int32
	refuses map[uint32]bool
	sets    []controlValue
}

func (b *board) has(id uint32) bool { _, ok := b.values[id]; return ok }

func (b *board) get(id uint32) (int32, error) {
	if v, ok := b.values[id]; ok {
		return v, nil
	}
	return 0, unix.EINVAL
}

func (b *board) set(id uint32, value int32) error {
	if !b.has(id) || b.refuses[id] {
		return unix.EIO
	}
	b.values[id] = value
	b.sets = append(b.sets, controlValue{id, value})
	return nil
}

// The kernel's structs have these sizes; the requests hold them.
func TestControlStructsAreTheKernels(t *testing.T) {
	for _, test := range []struct{ request, size uintptr }{
		{queryControl, unsafe.Sizeof(controlQuery{})}, {getControl, unsafe.Sizeof(controlValue{})}, {setControl, unsafe.Sizeof(controlValue{})},
		{enumFormat, unsafe.Sizeof(formatEntry{})}, {enumFrameSizes, unsafe.Sizeof(sizeEntry{})}, {enumFrameIntervals, unsafe.Sizeof(rateEntry{})},
	} {
		if want := test.request >> 16 & 0x3fff; test.size != want {
			t.Errorf("request %x wants %d bytes, the struct has %d", test.request, want, test.size)
		}
	}
}

func TestHoldStill(t *testing.T) {
	k := &board{
		values:  map[uint32]int32{exposureAuto: 3, exposureAbsolute: 157, focusAbsolute: 20, autoWhiteBalance: 1, whiteBalance: 4200},
		refuses: map[uint32]bool{autoWhiteBalance: true},
	}
	said, changed := holdStill(k)
	want := []camera.Held{{Setting: camera.Exposure, Hold: camera.Locked}, {Setting: camera.Focus, Hold: camera.Fixed}, {Setting: camera.WhiteBalance, Hold: camera.Refused}}
	if !slices.Equal(said, want) {
		t.Errorf("said %v, want %v", said, want)
	}
	if k.values[exposureAuto] != exposureManual || k.values[exposureAbsolute] != 157 || k.values[autoWhiteBalance] != 1 {
		t.Errorf("the camera has %v", k.values)
	}
	if err := release(k, changed); err != nil || k.values[exposureAuto] != 3 {
		t.Errorf("given back: %v, %v", k.values, err)
	}
	said, changed = holdStill(&board{values: map[uint32]int32{focusAuto: 0, focusAbsolute: 30}})
	if len(changed) > 0 || said[0].Hold != camera.Unknown || said[1].Hold != camera.Locked {
		t.Errorf("a camera whose focus stands still: %v, changed %v", said, changed)
	}
	// What turns the automatic off but does not take the value is no lock.
	odd := &board{values: map[uint32]int32{exposureAuto: 3, exposureAbsolute: 157}, refuses: map[uint32]bool{exposureAbsolute: true}}
	if said, _ := holdStill(odd); said[0].Hold != camera.Refused || odd.values[exposureAuto] != 3 {
		t.Errorf("%v, %v", said, odd.values)
	}
}

// A camera is held once it has settled, let free when the light changes, and
// held again; a person who comes near it changes nothing.
func TestGripFollowsTheLight(t *testing.T) {
	k := &board{values: map[uint32]int32{exposureAuto: 3, exposureAbsolute: 157}}
	g := &grip{knobs: k}
	run := func(pictures int, brightness float64) int32 {
		for range pictures {
			g.see(brightness)
		}
		return k.values[exposureAuto]
	}
	for _, s := range []struct {
		pictures   int
		brightness float64
		auto       int32
	}{{settled - 1, 120, 3}, {1, 120, 1}, {500, 130, 1}, {20, 30, 1}, {300, 120, 1}, {longOdd, 30, 3}, {settled - 1, 100, 3}, {200, 100, 1}} {
		if auto := run(s.pictures, s.brightness); auto != s.auto {
			t.Fatalf("after %d pictures of %.0f: automatic %d, want %d", s.pictures, s.brightness, auto, s.auto)
		}
	}
	if err := g.let(); err != nil || k.values[exposureAuto] != 3 {
		t.Errorf("closed: %v, %v", k.values, err)
	}
}

func TestModesOfWhatIsNoCamera(t *testing.T) {
	if modes := Modes(camera.Info{Path: filepath.Join(t.TempDir(), "video0")}); modes != nil {
		t.Errorf("%v", modes)
	}
}
