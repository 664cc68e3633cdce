using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>The words for the values of <see cref="Support"/>, which are understandable without colors.</summary>
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
