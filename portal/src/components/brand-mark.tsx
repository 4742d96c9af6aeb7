/** Whose page it is: the name in words, since a logo may be a mere sign. */
export function BrandMark({ name, logoUrl }: { name: string; logoUrl: string | null }) {
  return (
    <p className="flex min-h-10 items-center gap-3 text-lg font-bold">
      {logoUrl && <img src={logoUrl} alt="" fetchPriority="low" className="h-10 max-w-32 object-contain" />}
      <span className="min-w-0">{name}</span>
    </p>
  );
}
