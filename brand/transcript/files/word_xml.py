"""Read Word's XML by element names without namespaces."""

from xml.etree import ElementTree as ET


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def value(element: ET.Element, path: str = ".", name: str = "val") -> str | None:
    """Return the attribute `name` of the element at `path`, in whatever namespace."""
    found = element.find(path)
    attributes = {} if found is None else found.attrib
    return next((attributes[key] for key in attributes if key.rpartition("}")[2] == name), None)
