package movenet

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"sync"
	"testing"

	"nabij/vision"
)

var embedded = sync.OnceValues(Load)

func TestInputSizeFollowsTheCamera(t *testing.T) {
	for _, c := range []struct{ picture, want vision.Size }{
		{vision.Size{Width: 640, Height: 480}, vision.Size{Width: 384, Height: 288}},
		{vision.Size{Width: 1280, Height: 720}, vision.Size{Width: 512, Height: 288}},
		{vision.Size{Width: 1920, Height: 1080}, vision.Size{Width: 512, Height: 288}},
		{vision.Size{Width: 720, Height: 1280}, vision.Size{Width: 288, Height: 512}},
		{vision.Size{Width: 500, Height: 500}, vision.Size{Width: 288, Height: 288}},
		{vision.Size{Width: 9000, Height: 10}, vision.Size{Width: 768, Height: 288}},
		{vision.Size{}, vision.Size{Width: 384, Height: 288}},
	} {
		if got := InputSize(c.picture); got != c.want {
			t.Errorf("%v: %v, want %v", c.picture, got, c.want)
		}
	}
}

func TestFineSizeIsHalfAsMuchAgain(t *testing.T) {
	for _, c := range []struct{ picture, want vision.Size }{
		{vision.Size{Width: 768, Height: 576}, vision.Size{Width: 576, Height: 448}},
		{vision.Size{Width: 1280, Height: 720}, vision.Size{Width: 768, Height: 448}},
		{vision.Size{Width: 720, Height: 1280}, vision.Size{Width: 448, Height: 768}},
	} {
		if got := FineSize(c.picture); got != c.want {
			t.Errorf("%v: %v, want %v", c.picture, got, c.want)
		}
	}
}

func TestLetterboxGoesBackToThePicture(t *testing.T) {
	region := vision.Box{Left: 100, Top: 50, Width: 400, Height: 200}
	letterbox, filled := Fit(region, vision.Size{Width: 256, Height: 256})
	if filled != (vision.Size{Width: 256, Height: 128}) {
		t.Errorf("filled %v", filled)
	}
	body := vision.Body{Box: vision.Box{Left: 64, Top: 32, Width: 300, Height: 64}}
	body.Joints[vision.Nose].At = vision.Pixel{U: 128, V: 64}
	letterbox.ToPicture(&body, region)
	if want := (vision.Box{Left: 200, Top: 100, Width: 300, Height: 100}); body.Box != want {
		t.Errorf("box %v, want %v, clipped to the region", body.Box, want)
	}
	if want := (vision.Pixel{U: 300, V: 150}); body.Joints[vision.Nose].At != want {
		t.Errorf("nose at %v, want %v", body.Joints[vision.Nose].At, want)
	}
}

// TestHalf compares every 16-bit number with its definition.
func TestHalf(t *testing.T) {
	for bits := range 1 << 16 {
		sign, exponent, fraction := 1-2*float64(bits>>15), bits>>10&31, float64(bits&1023)
		want := sign * math.Ldexp(1+fraction/1024, exponent-15)
		switch {
		case exponent == 0:
			want = sign * math.Ldexp(fraction, -24)
		case exponent == 31 && fraction == 0:
			want = math.Inf(int(sign))
		case exponent == 31:
			want = math.NaN()
		}
		got := float64(half(uint16(bits)))
		if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Fatalf("%#04x: %v, want %v", bits, got, want)
		}
	}
}

// fields reads one level of a protocol-buffers message: the values of each
// length-delimited field, by number.
func fields(t *testing.T, m []byte) map[uint64][][]byte {
	t.Helper()
	found := map[uint64][][]byte{}
	for len(m) > 0 {
		tag, n := binary.Uvarint(m)
		value, k := binary.Uvarint(m[max(n, 0):])
		if n <= 0 || k <= 0 {
			t.Fatal("the message is cut off")
		}
		m = m[n+k:]
		if tag&7 == wireBytes {
			if value > uint64(len(m)) {
				t.Fatalf("field %d: %d bytes, %d are left", tag>>3, value, len(m))
			}
			found[tag>>3] = append(found[tag>>3], m[:value])
			m = m[value:]
		}
	}
	return found
}

func TestEmbeddedNetworkConverts(t *testing.T) {
	net, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []Form{Standard, OldClip} {
		whole(t, net, form)
	}
}

// whole checks that everything a model's nodes need comes before them.
func whole(t *testing.T, net *Network, form Form) {
	t.Helper()
	model, err := net.ONNX(vision.Size{Width: 384, Height: 288}, form)
	if err != nil {
		t.Fatal(err)
	}
	graph := fields(t, fields(t, model)[7][0])
	// Each of the nodes before the published tail, with activations apart.
	if nodes := len(graph[1]); nodes < 100 || nodes > 250 {
		t.Errorf("%d nodes", nodes)
	}
	names := map[string]bool{Input: true}
	for _, c := range graph[5] {
		names[string(fields(t, c)[8][0])] = true
	}
	for _, n := range graph[1] {
		node := fields(t, n)
		if clip := string(node[4][0]) == "Clip"; clip && (len(node[1]) == 3) != (form == Standard) {
			t.Fatalf("form %d: Clip has %d inputs", form, len(node[1]))
		}
		for _, input := range node[1] {
			if !names[string(input)] {
				t.Fatalf("%s needs %q, which comes later or never", node[4][0], input)
			}
		}
		names[string(node[2][0])] = true
	}
	if !names[Output] || !bytes.Contains(graph[12][0], []byte(Output)) {
		t.Error("the heads are missing")
	}
}

func TestONNXRefuses(t *testing.T) {
	net, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []vision.Size{{}, {Width: 100, Height: 64}, {Width: -32, Height: 32}} {
		if _, err := net.ONNX(size, Standard); err == nil {
			t.Errorf("took an input of %v", size)
		}
	}
}

// onlyHead is a network whose first head is a node of a given kind.
func onlyHead(op, rest string) string {
	return `{"modelTopology":{"node":[{"name":"in","op":"Placeholder"},
		{"name":"StatefulPartitionedCall/Sigmoid","op":"` + op + `",` + rest + `}]},
		"weightsManifest":[{"weights":[{"name":"w","dtype":"float32","shape":[1,1,3,1]}]}]}`
}

func TestDamagedNetworksAreRefused(t *testing.T) {
	twelve := make([]byte, 12)
	const conv = `"input":["in","w"],"attr":{"padding":{"s":"U0FNRQ=="},"strides":{"list":{"i":["1","STRIDE","1","1"]}}}`
	for want, c := range map[string]struct {
		description string
		weights     []byte
	}{
		"unexpected end":      {`{"modelTopology`, nil},
		"needs 12 bytes":      {onlyHead("Sigmoid", `"input":["in"]`), twelve[:11]},
		"unknown kind":        {`{"weightsManifest":[{"weights":[{"name":"w","dtype":"string"}]}]}`, nil},
		"needs more than":     {`{"weightsManifest":[{"weights":[{"name":"w","dtype":"int32","shape":[9223372036854775807,2]}]}]}`, nil},
		"is missing":          {`{}`, nil},
		"its own output":      {onlyHead("Sigmoid", `"input":["StatefulPartitionedCall/Sigmoid"]`), twelve},
		"no input 0":          {onlyHead("Sigmoid", `"input":[]`), twelve},
		"unknown":             {onlyHead("TopK", `"input":["in"]`), twelve},
		"has shape [1 3 6":    {onlyHead("Sigmoid", `"input":["in"]`), twelve},
		"not from 1 to 8":     {onlyHead("Conv2D", strings.ReplaceAll(conv, "STRIDE", "0")), twelve},
		"has shape [1 1 32":   {onlyHead("Conv2D", strings.ReplaceAll(conv, "STRIDE", "2")), twelve},
		"has no stride":       {onlyHead("Conv2D", `"input":["in","w"]`), twelve},
		"has no weights":      {onlyHead("Conv2D", `"input":["in"]`), twelve},
		`weights "v" are mis`: {onlyHead("Conv2D", `"input":["in","v"]`), twelve},
	} {
		net, err := Parse([]byte(c.description), c.weights)
		if err == nil {
			_, err = net.ONNX(vision.Size{Width: 64, Height: 64}, Standard)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %q", err, want)
		}
	}
}

// FuzzParse looks for descriptions and weights that make the conversion panic.
func FuzzParse(f *testing.F) {
	f.Add(onlyHead("Sigmoid", `"input":["in"]`), []byte("twelve bytes"))
	f.Add(onlyHead("Conv2D", `"input":["in","w"],"attr":{"padding":{"s":"U0FNRQ=="},"fused_ops":{"list":{"s":["UmVsdTY="]}},"strides":{"list":{"i":["1","2","2","1"]}}}`), []byte("twelve bytes"))
	f.Add(onlyHead("AddV2", `"input":["in","w:0"]`), []byte("twelve bytes"))
	f.Add(onlyHead("ResizeBilinear", `"input":["in"]`), []byte{})
	f.Fuzz(func(t *testing.T, description string, weights []byte) {
		net, err := Parse([]byte(description), weights)
		if err != nil {
			return
		}
		if model, err := net.ONNX(vision.Size{Width: 64, Height: 64}, Standard); err == nil && len(model) == 0 {
			t.Error("an empty model without an error")
		}
	})
}
