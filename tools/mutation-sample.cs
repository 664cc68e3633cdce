#:property PublishAot=false
#:property NoWarn=CA5394
// Selects a random part of the code in a few folders for mutation testing, because testing all of it takes many hours. For example, this
// command selects about a tenth of the code in these folders with the seed 7, and writes tests/ChatSdk.Tests/stryker-sample.json. Run it in the root of the repository:
//   dotnet run tools/mutation-sample.cs -- 0.1 7
using System.Globalization;
using System.Text.Json.Nodes;

const int Span = 300;
var share = double.Parse(args[0], CultureInfo.InvariantCulture);
var random = new Random(int.Parse(args[1], CultureInfo.InvariantCulture));
var settings = JsonNode.Parse(File.ReadAllText("tests/ChatSdk.Tests/stryker-config.json"))!;
var chosen = new JsonArray();
foreach (var folder in new[] { "Streaming", "Errors", "Http", "Json" })
{
    foreach (var file in Directory.GetFiles($"src/ChatSdk/{folder}", "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        var length = File.ReadAllText(file).Length;
        for (var start = 0; start < length; start += Span)
        {
            if (random.NextDouble() < share)
            {
                chosen.Add($"**/{Path.GetRelativePath("src/ChatSdk", file).Replace('\\', '/')}{{{start}..{start + Span}}}");
            }
        }
    }
}

settings["stryker-config"]!["mutate"] = chosen;
File.WriteAllText("tests/ChatSdk.Tests/stryker-sample.json", settings.ToString());
Console.WriteLine($"{chosen.Count} spans of {Span} characters were selected.");
