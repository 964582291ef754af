package pipeline

import (
	"testing"

	"nabij/vision"
	"nabij/vision/scene"
)

func TestTheRoomComesBeforeThePeople(t *testing.T) {
	room := ofRoom(vision.Sight{CameraMoved: true, LightChanged: true})
	people := []scene.Person{{Name: "A"}, {Name: "B", Seen: true, FeetSeen: 1, Doubt: true}}
	var kinds []scene.NoticeKind
	for _, n := range notices(room, people) {
		kinds = append(kinds, n.Kind)
	}
	want := []scene.NoticeKind{scene.CameraMoved, scene.LightChanged, scene.Hidden, scene.NameDoubt}
	if len(kinds) != len(want) {
		t.Fatalf("notices %v, want %v", kinds, want)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Errorf("notices %v, want %v", kinds, want)
		}
	}
	if len(notices(ofRoom(vision.Sight{}), nil)) != 0 {
		t.Error("a calm room has something to say")
	}
}
