"""The names that PDF knows, and names that are one of them but for a letter.

A file may hold any other name, too: of a font, a colour, a picture. But one that differs from a
known name in a single letter is a known one that was spoilt.
"""

from __future__ import annotations

_NAMES = """
    ASCII85Decode ASCIIHexDecode AbsoluteColorimetric Accessibility AcroForm Action ActualText
    AlphaSource Alternate Alternates Annots AntiAlias Appearance Arial-BoldMT ArialMT ArtBox
    Artifact Ascent Attached Attributes AuthEvent Author AvgWidth Background BaseEncoding BaseFont
    BaseState BaselineShift BitsPerComponent BitsPerCoordinate BitsPerFlag BitsPerSample
    BlackGeneration BlackIs1 BlackPoint BleedBox Border BorderStyle ByteRange CCITTFaxDecode
    CIDFontType0 CIDFontType0C CIDFontType2 CIDSet CIDSystemInfo CIDToGIDMap CMapName CalGray
    CalRGB Calculate CapHeight Catalog Category Center CenterWindow CharProcs CharSet CheckSum
    Circle ClassMap ColSpan Collection ColorBurn ColorDodge ColorSpace ColorTransform Colors
    Columns Company ContactInfo Contents Coords Courier Courier-Bold Courier-BoldOblique
    Courier-Oblique CreationDate Creator CreatorInfo CropBox CryptFilter DCTDecode
    DamagedRowsBeforeError Darken DashPattern Decode DecodeParms DefaultCMYK DefaultGray
    DefaultRGB DescendantFonts Descent Design DestOutputProfile DeviceCMYK DeviceGray DeviceN
    DeviceRGB Difference Differences DigestMethod Direction DisplayDocTitle DocMDP DocOpen
    Document Domain Duplex Duration EarlyChange EmbeddedFile EmbeddedFiles Encode EncodedByteAlign
    Encoding Encrypt EncryptMetadata EndIndent EndOfBlock EndOfLine Exclusion Export ExtGState
    Extend Extends Extensions FDecodeParms FFilter FieldMDP Fields Figure FileAttachment FileSpec
    Filespec Filter FirstChar FitWindow FlateDecode Flatness Folders FontBBox FontDescriptor
    FontFamily FontFile FontFile2 FontFile3 FontMatrix FontName FontStretch FontWeight FormType
    Format FreeText FullScreen Function FunctionType Functions GoTo3DView Halftone HalftoneType
    HardLight Header Headers Height Helvetica Helvetica-Bold Helvetica-BoldOblique
    Helvetica-Oblique HideMenubar HideToolbar HideWindowUI Highlight ICCBased IDTree Identity
    Identity-H Identity-V ImageB ImageC ImageI ImageMask ImportData Indexed InkList Intent
    Interpolate Isolated ItalicAngle JBIG2Decode JBIG2Globals JPXDecode JavaScript Justify
    Keystroke Keywords Knockout LZWDecode Language LastChar LastModified Launch Layout Leading
    Length Length1 Length2 Length3 Lighten Limits LineCap LineHeight LineJoin LineWidth Linearized
    Location Luminosity MMType1 MacExpertEncoding MacRomanEncoding MarkInfo Marked Matrix MaxLen
    MaxWidth MediaBox Metadata MissingWidth MiterLimit ModDate Multiply NeedAppearances
    NeedsRendering NewWindow NonFullScreenPageMode NonStruct Normal OCProperties ObjStm OneColumn
    OpenAction OpenType Optional Options Ordering Outlines OutputCondition
    OutputConditionIdentifier OutputIntent OutputIntents Overlay Overprint OwnerPassword
    PDFDocEncoding PageElement PageLabels PageLayout PageMode PageNumber PaintType Panose Params
    Parent ParentTree ParentTreeNextKey Pattern PatternType Perceptual PieceInfo Placement
    PolyLine Polygon Predictor PresSteps PrintScaling Private ProcSet Producer Prop_Build
    Properties QuadPoints Reason Redact Reference Registry RegistryName RelativeColorimetric
    RenderingIntent Rendition Requirements ResetForm Resources RoleMap Rotate RowSpan
    RunLengthDecode SMaskInData Saturation Schema Screen Separation SeparationInfo SetOCGState
    Shading ShadingType SigFlags Signature SinglePage Smoothness SoftLight SourceModified
    SpaceAfter SpaceBefore Specification SpiderInfo Square Squiggly Standard StandardEncoding
    StartIndent StrikeOut StrokeAdjust StructElem StructParent StructParents StructTreeRoot
    SubFilter Subject SubmitForm Subtype Summary Supplement Suspects Symbol Tagged TextAlign
    TextIndent TextKnockout Thread Threads TilingType Times-Bold Times-BoldItalic Times-Italic
    Times-Roman TimesNewRomanPS-BoldMT TimesNewRomanPS-ItalicMT TimesNewRomanPSMT ToUnicode
    TransferFunction TransformMethod TransformParams Transparency Trapped TrimBox TrueType
    TwoColumnLeft TwoColumnRight TwoPageLeft TwoPageRight Type1C UndercolorRemoval Underline
    UseAttachments UseCMap UseNone UseOutlines UseThumbs UserProperties UserUnit Validate Version
    Vertices VerticesPerRow ViewerPreferences VisualRepresentation Volatile WhitePoint Widget
    Widgets Widths WinAnsiEncoding XHeight XObject XRefStm ZapfDingbats
"""
"""Keys, types, filters and usual fonts from ISO 32000-1, those of six letters and more: shorter
names are too often like each other, but for those of `_SHORT`."""

_SHORT = """
    Annot Annots BBox Count First Flags Font Group Image Index Info Kids Names Page Pages Prev Rect
    Root Size Title Type Width
"""
"""Keys without which pages lack something."""

_USUAL = frozenset(("Fonts", "Form", "Helvetica,Bold", "Named", "Sect", "Strikeout", "SubType"))
"""Names that programs write, or PDF knows elsewhere, like those above."""

_KNOWN = frozenset((*_NAMES.split(), *_SHORT.split()))
_LONGEST = max(map(len, _KNOWN))
_LONG = 8
"""Letters of a name that is hardly another one for its last letter, as `Color1` is for `Colors`."""


def _without_one(name: str) -> set[tuple[int, str]]:
    """Return the name without each of its letters."""
    return {(at, name[:at] + name[at + 1 :]) for at in range(len(name))}


_LIKE = {part: name for name in _KNOWN for part in _without_one(name)}


def is_misspelt(name: str) -> bool:
    """Tell whether a name is a known one in which one letter is another one."""
    if name in _KNOWN or name in _USUAL or len(name) > _LONGEST:
        return False
    return any(_is_wrong(name, at) for at, rest in _without_one(name) if (at, rest) in _LIKE)


def _is_wrong(name: str, at: int) -> bool:
    """Tell whether the letter in which a name differs from a known one is a fault.

    A number at the end, and a small letter at the beginning, make names of one's own.
    """
    known = _LIKE[at, name[:at] + name[at + 1 :]]
    if at == 0 and name.casefold() == known.casefold():
        return False
    is_last = at == len(name) - 1
    return not is_last or (len(name) >= _LONG and not name[at].isdigit())
