using ApiReference;

// Writes a Markdown page for each public type in the packages, based on the documentation comments.
if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: ApiReference <folder>");
    return 2;
}

var reference = Reference.OfPackages();
if (Directory.Exists(folder))
{
    // Pages for types that no longer exist must be deleted.
    Directory.Delete(folder, recursive: true);
}

Directory.CreateDirectory(folder);
foreach (var (name, page) in reference.Pages())
{
    File.WriteAllText(Path.Combine(folder, name), page);
}

foreach (var problem in reference.Problems)
{
    Console.Error.WriteLine(problem);
}

Console.WriteLine($"{reference.Types.Count} types, {reference.Problems.Count} problems");
return reference.Problems.Count == 0 ? 0 : 1;
