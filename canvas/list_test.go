package canvas

import (
	"reflect"
	"testing"
)

func TestPlaceMovesEveryOperation(t *testing.T) {
	path := Path{Points: []XY{{1, 2}, {3, 4}, {5, 6}}, Closed: true}
	there := Path{Points: []XY{{11, 22}, {13, 24}, {15, 26}}, Closed: true}
	inner := &List{Ops: []Op{Fill{Path: path}, Stroke{Path: path, Width: 2}, Blob{Centre: XY{1, 1}, Long: 3}, Text{At: XY{0, 5}, Words: "a"}}}
	outer := &List{}
	outer.Place(inner, XY{10, 20})
	want := []Op{Fill{Path: there}, Stroke{Path: there, Width: 2}, Blob{Centre: XY{11, 21}, Long: 3}, Text{At: XY{10, 25}, Words: "a"}}
	if !reflect.DeepEqual(outer.Ops, want) {
		t.Errorf("placed %+v, want %+v", outer.Ops, want)
	}
	if inner.Ops[0].(Fill).Path.Points[0] != (XY{1, 2}) {
		t.Error("placing a picture changed it")
	}
}

func TestResetKeepsTheMemory(t *testing.T) {
	l := &List{Ops: make([]Op, 5, 50)}
	l.Reset(3, 4, RGB(1))
	if len(l.Ops) != 0 || cap(l.Ops) != 50 || l.Width != 3 || l.Height != 4 || l.Ground != RGB(1) {
		t.Errorf("reset gives %+v", l)
	}
}
