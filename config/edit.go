package config

import (
	"strconv"

	"gopkg.in/yaml.v3"
)

// edit makes the node old say what the node now says, keeping the comments,
// the order and the spelling of what did not change.
func edit(old, now *yaml.Node) {
	switch {
	case old.Kind != now.Kind || old.Kind == yaml.ScalarNode:
		if !same(old, now) {
			replace(old, now)
		}
	case old.Kind == yaml.MappingNode:
		editKeys(old, now)
	case !same(old, now):
		editItems(old, now)
	}
}

func replace(old, now *yaml.Node) {
	head, line, foot := old.HeadComment, old.LineComment, old.FootComment
	*old = *now
	old.HeadComment, old.LineComment, old.FootComment = head, line, foot
}

// editKeys changes the values of keys, adds new ones at the end and takes away
// those that are no longer said, unless they said nothing.
func editKeys(old, now *yaml.Node) {
	var kept []*yaml.Node
	for i := 0; i+1 < len(old.Content); i += 2 {
		key, value := old.Content[i], old.Content[i+1]
		if v := lookup(now, key.Value); v != nil {
			edit(value, v)
			kept = append(kept, key, value)
		} else if blank(value) {
			kept = append(kept, key, value)
		}
	}
	for i := 0; i+1 < len(now.Content); i += 2 {
		if lookup(old, now.Content[i].Value) == nil {
			kept = append(kept, now.Content[i], now.Content[i+1])
		}
	}
	old.Content = kept
}

// editItems takes over the items that are in both lists, edits those of the
// same name, and puts all in the new order.
func editItems(old, now *yaml.Node) {
	used := map[*yaml.Node]bool{}
	find := func(fits func(*yaml.Node) bool) *yaml.Node {
		for _, o := range old.Content {
			if !used[o] && fits(o) {
				used[o] = true
				return o
			}
		}
		return nil
	}
	items := make([]*yaml.Node, len(now.Content))
	for i, n := range now.Content {
		name := lookup(n, "name")
		if name == nil {
			items[i] = find(func(o *yaml.Node) bool { return same(o, n) })
		} else if o := find(func(o *yaml.Node) bool { return same(lookup(o, "name"), name) }); o != nil {
			edit(o, n)
			items[i] = o
		}
		if items[i] == nil {
			items[i] = n
		}
	}
	if len(old.Content) == 0 {
		old.Style = now.Style // an empty list was written as []
	}
	old.Content = items
}

func lookup(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func blank(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!null" || n.Value == "") ||
		n.Kind == yaml.SequenceNode && len(n.Content) == 0
}

// same reports whether two nodes say the same, however they are spelled.
func same(a, b *yaml.Node) bool {
	if a == nil || b == nil || a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(a.Content); i += 2 {
			if !same(a.Content[i+1], lookup(b, a.Content[i].Value)) {
				return false
			}
		}
		return true
	}
	for i := range a.Content {
		if !same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	if a.Value == b.Value {
		return true
	}
	x, errX := strconv.ParseFloat(a.Value, 64)
	y, errY := strconv.ParseFloat(b.Value, 64)
	return errX == nil && errY == nil && x == y
}
