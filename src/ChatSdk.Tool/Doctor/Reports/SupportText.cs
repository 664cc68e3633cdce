using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>Converts the values of <see cref="Support"/> to words and colors. The words can be understood without the colors.</summary>
internal static class SupportText
{
    public static string Word(Support support) => support switch
    {
        Support.Supported => "yes",
        Support.NotSupported => "no",
        Support.Odd => "odd",
        Support.Unknown => "?",
        _ => "–",
    };

    public static Color Color(Support support) => support switch
    {
        Support.Supported => Spectre.Console.Color.Green,
        Support.NotSupported => Spectre.Console.Color.Red,
        Support.Odd => Spectre.Console.Color.Yellow,
        _ => Spectre.Console.Color.Grey,
    };
}
