using System.Text;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests content parts from files, streams and bytes, whose media type is detected.</summary>
[TestFixture]
public sealed class FileGuessTests
{
    private static readonly string _folder = Directory.CreateTempSubdirectory("chatsdk-files-").FullName;

    private static IEnumerable<TestCaseData> Kinds =>
    [
        Kind("image/png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]),
        Kind("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0]),
        Kind("image/gif", "GIF89a.."u8),
        Kind("image/webp", "RIFF1234WEBPVP8 "u8),
        Kind("image/bmp", [(byte)'B', (byte)'M', 9, 9, 9, 9, 0, 0, 0, 0, 54]),
        Kind("image/tiff", [(byte)'I', (byte)'I', 42, 0, 8]),
        Kind("image/heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]),
        Kind("image/avif", [0, 0, 0, 28, .. "ftypavif"u8, 0, 0, 0, 0]),
        Kind("audio/wav", "RIFF1234WAVEfmt "u8),
        Kind("audio/mpeg", "ID3\x03..."u8),
        Kind("audio/mpeg", [0xFF, 0xFB, 0x90, 0x64]),
        Kind("audio/aac", [0xFF, 0xF1, 0x50, 0x80]),
        Kind("audio/ogg", "OggS\0"u8),
        Kind("audio/flac", "fLaC\0"u8),
        Kind("audio/mp4", [0, 0, 0, 32, .. "ftypM4A "u8, 0, 0, 0, 0]),
        Kind("video/mp4", [0, 0, 0, 32, .. "ftypisom"u8, 0, 0, 0, 0]),
        Kind("video/quicktime", [0, 0, 0, 20, .. "ftypqt  "u8, 0, 0, 0, 0]),
        Kind("video/webm", [0x1A, 0x45, 0xDF, 0xA3, 0x42, 0x82, 0x84, .. "webm"u8]),
        Kind("application/pdf", "%PDF-1.7"u8),
    ];

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Kinds))]
    public async Task Media_type_of_a_file_is_detected_from_its_bytes(string mediaType, byte[] bytes)
    {
        var path = Write("photo.dat", bytes);

        var part = await ContentPart.FromFileAsync(path);

        Describe(part).Should().Be(Expected(mediaType, bytes, "photo.dat"));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Media_type_of_a_stream_is_detected_from_its_bytes(string mediaType, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);

        var part = await ContentPart.FromStreamAsync(stream, "a.bin");

        Describe(part).Should().Be(Expected(mediaType, bytes, "a.bin"));
        stream.CanRead.Should().BeTrue("the stream belongs to the caller");
    }

    [Test]
    public async Task Media_type_of_unknown_bytes_is_detected_from_the_extension()
    {
        var bytes = Encoding.UTF8.GetBytes("a,b\n1,2");

        var part = await ContentPart.FromFileAsync(Write("table.CSV", bytes));

        Describe(part).Should().Be(Expected("text/csv", bytes, "table.CSV"));
    }

    [Test]
    public async Task UTF_16_text_is_not_mistaken_for_audio()
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Hi")).ToArray();

        Describe(await ContentPart.FromFileAsync(Write("note.txt", bytes))).Should().Be(Expected("text/plain", bytes, "note.txt"));
    }

    [Test]
    public async Task File_of_an_unknown_type_requires_a_valid_media_type()
    {
        var path = Write("table.xyz", [1, 2, 3]);

        var unknown = () => ContentPart.FromFileAsync(path);
        var named = await ContentPart.FromFileAsync(path, "application/x-xyz");

        await unknown.Should().ThrowAsync<ArgumentException>().WithParameterName("mediaType").WithMessage("*media type*");
        Describe(named).Should().Be(Expected("application/x-xyz", [1, 2, 3], "table.xyz"));
        await FluentActions.Awaiting(() => ContentPart.FromFileAsync(path, "xyz")).Should().ThrowAsync<ArgumentException>().WithMessage("*slash*");
        await FluentActions.Awaiting(() => ContentPart.FromFileAsync(Path.Combine(_folder, "none.png"))).Should().ThrowAsync<FileNotFoundException>();
    }

    [Test]
    public void File_part_is_created_from_bytes_and_a_name_that_is_not_empty()
    {
        var bytes = "%PDF-1.7"u8.ToArray();

        var part = ContentPart.FromFile(bytes, "report.pdf");

        Describe(part).Should().Be(Expected("application/pdf", bytes, "report.pdf"));
        FluentActions.Invoking(() => ContentPart.FromFile([1], "")).Should().Throw<ArgumentException>().WithParameterName("fileName");
    }

    [Test]
    public async Task Document_without_a_name_is_given_a_default_name()
    {
        using var stream = new MemoryStream("%PDF-1.7"u8.ToArray());

        var part = await ContentPart.FromStreamAsync(stream);

        part.Should().BeOfType<FilePart>().Which.File!.Filename.Should().Be("file.pdf");
    }

    [Test]
    public void Image_bytes_need_a_media_type_only_if_it_cannot_be_detected()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

        ContentPart.FromImage(png).ImageUrl!.Url.Should().Be($"data:image/png;base64,{Convert.ToBase64String(png)}");
        ContentPart.FromImage(png, detail: "low").ImageUrl!.Detail.Should().Be("low");
        FluentActions.Invoking(() => ContentPart.FromImage([1, 2, 3])).Should().Throw<ArgumentException>().WithMessage("*media type*image/png*");
        FluentActions.Invoking(() => ContentPart.FromImage("%PDF-1.7"u8)).Should().Throw<ArgumentException>().WithMessage("*not an image*");
    }

    [TestCase("photo.jpg")]
    [TestCase("images/photo.jpg")]
    [TestCase("/home/me/photo.jpg")]
    [TestCase(@"C:\photo.jpg")]
    [TestCase("")]
    public void Path_or_empty_string_is_not_a_valid_image_url(string path) =>
        FluentActions.Invoking(() => ContentPart.FromImage(path)).Should().Throw<ArgumentException>().WithParameterName("url")
            .Which.Message.Should().Match(message => path.Length == 0 || message.Contains("ContentPart.FromFileAsync(path)", StringComparison.Ordinal));

    [TestCase("https://example.org/a.png")]
    [TestCase("http://localhost/a.png")]
    [TestCase("data:image/png;base64,AQID")]
    [TestCase("file:///data/a.png")]
    [TestCase("gs://bucket/a.png")]
    public void Image_url_is_used_unchanged(string url) => ContentPart.FromImage(url).ImageUrl!.Url.Should().Be(url);

    [Test]
    public void Image_media_type_needs_a_slash() =>
        FluentActions.Invoking(() => ContentPart.FromImage([1, 2, 3], "png")).Should().Throw<ArgumentException>().WithParameterName("mediaType").WithMessage("*'png'*image/png*");

    [Test]
    public void Audio_format_is_detected_or_converted_from_a_media_type()
    {
        ContentPart.FromAudio("RIFF1234WAVEfmt "u8).InputAudio!.Format.Should().Be("wav");
        ContentPart.FromAudio([1], "audio/mpeg").InputAudio!.Format.Should().Be("mp3");
        ContentPart.FromAudio([1], "audio/x-wav").InputAudio!.Format.Should().Be("wav");
        FluentActions.Invoking(() => ContentPart.FromAudio([1])).Should().Throw<ArgumentException>().WithParameterName("format");
    }

    private static TestCaseData Kind(string mediaType, ReadOnlySpan<byte> bytes) => new TestCaseData(mediaType, bytes.ToArray()).SetArgDisplayNames(mediaType, $"{bytes.Length} bytes");

    private static string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Expected(string mediaType, byte[] bytes, string name)
    {
        var data = Convert.ToBase64String(bytes);
        return mediaType.Split('/')[0] switch
        {
            "image" => $"image data:{mediaType};base64,{data}",
            "audio" => $"audio {(mediaType == "audio/mpeg" ? "mp3" : mediaType == "audio/mp4" ? "m4a" : mediaType[6..])} {data}",
            _ => $"file {name} data:{mediaType};base64,{data}",
        };
    }

    private static string Describe(ContentPart part) => part switch
    {
        ImagePart image => $"image {image.ImageUrl!.Url}",
        AudioPart audio => $"audio {audio.InputAudio!.Format} {audio.InputAudio.Data}",
        FilePart file => $"file {file.File!.Filename} {file.File.FileData}",
        _ => part.GetType().Name,
    };
}
