package opencv

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"golang.org/x/sys/unix"

	"nabij/vision"
	"nabij/vision/camera"
)

// The controls of linux/v4l2-controls.h that are used here.
const (
	autoWhiteBalance   = 0x0098090c
	whiteBalance       = 0x0098091a
	exposureAuto       = 0x009a0901
	exposureAbsolute   = 0x009a0902
	focusAbsolute      = 0x009a090a
	focusAuto          = 0x009a090c
	exposureManual     = 1
	controlDisabled    = 0x0001
	controlReadOnly    = 0x0004
	queryControl       = 0xc0445624 // VIDIOC_QUERYCTRL
	getControl         = 0xc008561b // VIDIOC_G_CTRL
	setControl         = 0xc008561c // VIDIOC_S_CTRL
	enumFormat         = 0xc0405602 // VIDIOC_ENUM_FMT
	enumFrameSizes     = 0xc02c564a // VIDIOC_ENUM_FRAMESIZES
	enumFrameIntervals = 0xc034564b // VIDIOC_ENUM_FRAMEINTERVALS
	discrete           = 1
)

// knobs are a camera's controls.
type knobs interface {
	has(id uint32) bool // and can be set
	get(id uint32) (int32, error)
	set(id uint32, value int32) error
}

// node is a camera's controls by its device file.
type node string

// controlQuery is struct v4l2_queryctrl.
type controlQuery struct {
	id, kind              uint32
	name                  [32]byte
	low, high, step, init int32
	flags                 uint32
	reserved              [2]uint32
}

// controlValue is struct v4l2_control.
type controlValue struct {
	id    uint32
	value int32
}

func (n node) has(id uint32) bool {
	q := controlQuery{id: id}
	return control(string(n), queryControl, unsafe.Pointer(&q)) == nil && q.flags&(controlDisabled|controlReadOnly) == 0
}

func (n node) get(id uint32) (int32, error) {
	c := controlValue{id: id}
	err := control(string(n), getControl, unsafe.Pointer(&c))
	return c.value, err
}

func (n node) set(id uint32, value int32) error {
	c := controlValue{id, value}
	return control(string(n), setControl, unsafe.Pointer(&c))
}

// automatic is a setting with its automatic and its value.
type automatic struct {
	setting    camera.Setting
	auto       uint32
	value      uint32
	off        int32 // what auto is without the automatic
	isOffValue func(int32) bool
}

var automatics = []automatic{
	{camera.Exposure, exposureAuto, exposureAbsolute, exposureManual, func(v int32) bool { return v == exposureManual }},
	{camera.Focus, focusAuto, focusAbsolute, 0, func(v int32) bool { return v == 0 }},
	{camera.WhiteBalance, autoWhiteBalance, whiteBalance, 0, func(v int32) bool { return v == 0 }},
}

// held is one setting that was put under nabij's hand.
type held struct {
	automatic
	before int32 // of the automatic
}

// holdStill takes a camera's settings out of its own hand, as they are now, and
// says what became of each. What is given back to release was changed.
func holdStill(k knobs) (said []camera.Held, changed []held) {
	for _, a := range automatics {
		h, before := a.hold(k)
		said = append(said, camera.Held{Setting: a.setting, Hold: h})
		if h == camera.Locked && !a.isOffValue(before) {
			changed = append(changed, held{a, before})
		}
	}
	return said, changed
}

// hold fixes one setting at its value of now.
func (a automatic) hold(k knobs) (h camera.Hold, before int32) {
	if !k.has(a.auto) {
		if k.has(a.value) {
			return camera.Fixed, 0 // it has a value and nothing that changes it
		}
		return camera.Unknown, 0
	}
	before, err := k.get(a.auto)
	if err != nil {
		return camera.Unknown, 0
	}
	value, valueErr := k.get(a.value)
	if !a.isOffValue(before) {
		if err := k.set(a.auto, a.off); err != nil {
			return camera.Refused, before
		}
	}
	// Some cameras jump to another value when the automatic goes.
	if valueErr == nil && k.has(a.value) {
		if k.set(a.value, value) != nil && !a.isOffValue(before) {
			_ = k.set(a.auto, before) // better its own way than a wrong value
			return camera.Refused, before
		}
	}
	return camera.Locked, before
}

// release gives a camera its settings back.
func release(k knobs, changed []held) error {
	var failed error
	for _, h := range changed {
		if err := k.set(h.auto, h.before); err != nil && !errors.Is(err, unix.ENODEV) && !errors.Is(err, unix.ENOENT) {
			failed = errors.Join(failed, fmt.Errorf("give the camera its %s back: %w", h.setting, err))
		}
	}
	return failed
}

// formatEntry is struct v4l2_fmtdesc, sizeEntry v4l2_frmsizeenum, rateEntry
// v4l2_frmivalenum.
type (
	formatEntry struct {
		index, kind, flags uint32
		description        [32]byte
		format, mbus       uint32
		reserved           [3]uint32
	}
	sizeEntry struct {
		index, format, kind uint32
		size                [6]uint32 // discrete: width, height; else least and greatest and steps
		reserved            [2]uint32
	}
	rateEntry struct {
		index, format, width, height, kind uint32
		interval                           [6]uint32 // discrete: seconds as a fraction
		reserved                           [2]uint32
	}
)

// Modes lists the sizes of pictures that a camera says it has, the largest
// first, each with its highest rate in any format.
func Modes(info camera.Info) []camera.Mode {
	rates := map[vision.Size]float64{}
	for i := range uint32(64) {
		f := formatEntry{index: i, kind: capVideoCapture}
		if control(info.Path, enumFormat, unsafe.Pointer(&f)) != nil {
			break
		}
		for j := range uint32(128) {
			s := sizeEntry{index: j, format: f.format}
			if control(info.Path, enumFrameSizes, unsafe.Pointer(&s)) != nil || s.kind != discrete {
				break
			}
			size := vision.Size{Width: int(s.size[0]), Height: int(s.size[1])}
			rates[size] = max(rates[size], fastest(info.Path, f.format, size))
		}
	}
	var modes []camera.Mode
	for size, rate := range rates {
		modes = append(modes, camera.Mode{Size: size, RateHz: rate})
	}
	slices.SortFunc(modes, func(a, b camera.Mode) int {
		return cmp.Or(cmp.Compare(b.Size.Width, a.Size.Width), cmp.Compare(b.Size.Height, a.Size.Height))
	})
	return modes
}

func fastest(path string, format uint32, size vision.Size) (best float64) {
	for i := range uint32(64) {
		r := rateEntry{index: i, format: format, width: uint32(size.Width), height: uint32(size.Height)}
		if control(path, enumFrameIntervals, unsafe.Pointer(&r)) != nil || r.kind != discrete {
			return best
		}
		if r.interval[0] > 0 {
			best = max(best, float64(r.interval[1])/float64(r.interval[0]))
		}
	}
	return best
}

// grip holds an open camera's settings.
type grip struct {
	knobs   knobs
	said    []camera.Held
	changed []held
	pace
}

func newGrip(info camera.Info) *grip { return &grip{knobs: node(info.Path)} }

// see takes in a picture's brightness, and holds or frees the exposure.
func (g *grip) see(brightness float64) {
	switch g.next(brightness) {
	case paceHold:
		g.said, g.changed = holdStill(g.knobs)
	case paceFree:
		// The light has changed by more than a held exposure can show.
		_ = release(g.knobs, g.changed)
		g.said, g.changed = nil, nil
	}
}

// let gives the camera everything back.
func (g *grip) let() error { return release(g.knobs, g.changed) }
